/**
 * The outcome of `work`, or `undefined` when it takes longer than `ms`. Slack's patience is real time, whatever clock
 * the bot runs on.
 */
export async function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  return Promise.race([work, over]).finally(() => clearTimeout(timer));
}
