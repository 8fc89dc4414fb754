import { normalizeEntry } from './cidr.ts';
import type { AllowList } from './peering.ts';

/** What the bot writes on the allow lists it makes for a peering; by this it knows them again. */
export function allowListDescription(peeringName: string): string {
  return `Peering Bot: application VPC of peering ${peeringName}`;
}

/** `peering-<name>`, then `peering-<name>-2`, `-3`, … */
export function allowListName(peeringName: string, turn: number): string {
  return turn === 1 ? `peering-${peeringName}` : `peering-${peeringName}-${turn}`;
}

/** Whether the bot made this list for the peering of this name. */
export function isOwnAllowList(list: AllowList, peeringName: string): boolean {
  if (list.description !== allowListDescription(peeringName)) return false;
  const first = allowListName(peeringName, 1);
  return (
    list.name === first ||
    (list.name.startsWith(`${first}-`) && /^\d+$/.test(list.name.slice(first.length + 1)))
  );
}

/** The list to use for these entries: the bot's own that holds exactly them, else the first free name. */
export function chooseAllowList(
  peeringName: string,
  entries: string[],
  allowLists: AllowList[],
): { name: string; existing?: AllowList } {
  const existing = allowLists.find(
    (list) => isOwnAllowList(list, peeringName) && sameEntries(list.entries, entries),
  );
  if (existing) return { name: existing.name, existing };
  const taken = new Set(allowLists.map((list) => list.name.toLowerCase()));
  let turn = 1;
  while (taken.has(allowListName(peeringName, turn).toLowerCase())) turn += 1;
  return { name: allowListName(peeringName, turn) };
}

/** Whether two sets of entries mean the same; `10.0.0.1` and `10.0.0.1/32` do. */
export function sameEntries(a: string[], b: string[]): boolean {
  const [x, y] = [new Set(a.map(normalizeEntry)), new Set(b.map(normalizeEntry))];
  return x.size === y.size && [...x].every((entry) => y.has(entry));
}
