/** Runs `work` after everything that was given before under the same key has ended, well or badly. */
export type InTurn = <T>(key: string, work: () => Promise<T>) => Promise<T>;

export function createQueue(): InTurn {
  const tails = new Map<string, Promise<void>>();
  return (key, work) => {
    const turn = (tails.get(key) ?? Promise.resolve()).then(work);
    const tail: Promise<void> = turn.then(
      () => leave(),
      () => leave(),
    );
    const leave = () => {
      if (tails.get(key) === tail) tails.delete(key);
    };
    tails.set(key, tail);
    return turn;
  };
}
