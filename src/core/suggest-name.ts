import type { YugabyteVpc } from './peering.ts';

/** The longest name a peering may have. */
export const LONGEST_NAME = 64;

/** A name that no peering has yet, made from the Yugabyte VPC's. */
export function suggestName(vpc: Pick<YugabyteVpc, 'name'>, takenNames: Iterable<string>): string {
  return freeName(tidyName(`${vpc.name}-app`) || 'app', takenNames);
}

/** The name itself where it is free, else with the first free number: `app`, `app-2`, `app-3`, … */
export function freeName(name: string, takenNames: Iterable<string>): string {
  const taken = new Set([...takenNames].map((other) => other.trim().toLowerCase()));
  let free = name;
  for (let turn = 2; taken.has(free.toLowerCase()); turn += 1) {
    const ending = `-${turn}`;
    free = `${name.slice(0, LONGEST_NAME - ending.length)}${ending}`;
  }
  return free;
}

/** What is left of a text when everything that may not be in a name becomes a hyphen; may be empty. */
export function tidyName(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9._ -]+/g, '-')
    .replace(/ {2,}/g, ' ')
    .replace(/-{2,}/g, '-')
    .slice(0, LONGEST_NAME)
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
}
