/** What is to be said of a Yugabyte that cannot be read: one notice after three looks in vain, one when it is over. */
export function createReach(isQuiet: (at: number) => boolean): (isRead: boolean, at: number) => string[] {
  let failures = 0;
  let told = false;
  return (isRead, at) => {
    failures = isRead ? 0 : failures + 1;
    const isNews = isRead ? told : !told && failures >= 3;
    if (!isNews || isQuiet(at)) return [];
    told = !isRead;
    return [isRead ? 'reachable' : 'unreachable'];
  };
}
