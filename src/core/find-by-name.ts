import { closest, distance } from 'fastest-levenshtein';

export type FoundPeering<Named> =
  | { found: 'one'; peering: Named }
  | { found: 'many'; peerings: Named[] }
  | { found: 'none'; nearest?: string };

/** Looks as a person types; where there is none, the nearest name that could have been meant. */
export function findByName<Named extends { name: string }>(
  name: string,
  peerings: Named[],
): FoundPeering<Named> {
  const hits = peerings.filter((peering) => isSameName(peering.name, name));
  const [first, ...more] = hits;
  if (first) return more.length > 0 ? { found: 'many', peerings: hits } : { found: 'one', peering: first };
  const nearest = nearestName(
    asTyped(name),
    peerings.map((peering) => peering.name),
  );
  return { found: 'none', ...(nearest !== undefined && { nearest }) };
}

/** Whether both are one name to a person who types. */
export const isSameName = (a: string, b: string): boolean => asTyped(a) === asTyped(b);

/** Without regard to case, to the kind and number of spaces, and to quotes around it: a command line keeps none of them. */
function asTyped(name: string): string {
  const plain = name.trim().replace(/\s+/g, ' ').toLowerCase();
  return /^["'](.+)["']$/.exec(plain)?.[1] ?? plain;
}

function nearestName(wanted: string, names: string[]): string | undefined {
  if (wanted === '' || names.length === 0) return undefined;
  const lower = names.map((known) => known.toLowerCase());
  const best = closest(wanted, lower);
  if (distance(wanted, best) <= Math.max(2, Math.floor(wanted.length / 3))) return names[lower.indexOf(best)];
  const inside = lower.findIndex((known) => known.includes(wanted));
  return inside < 0 ? undefined : names[inside];
}
