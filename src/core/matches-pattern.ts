/**
 * Whether a whole name matches a pattern in which `*` stands for any characters and `?` for one; without regard to case.
 * No regular expression: one with several `*` can take hours on a name made for it.
 */
export function matchesPattern(pattern: string, name: string): boolean {
  const wanted = [...pattern.trim().toLowerCase()];
  const given = [...name.trim().toLowerCase()];
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let next = 0; next < given.length; ) {
    if (wanted[at] === '*') {
      star = at++;
      resume = next;
    } else if (wanted[at] === '?' || (at < wanted.length && wanted[at] === given[next])) {
      at += 1;
      next += 1;
    } else if (star >= 0) {
      at = star + 1;
      next = ++resume;
    } else {
      return false;
    }
  }
  return wanted.slice(at).every((character) => character === '*');
}
