import { closest, distance } from 'fastest-levenshtein';
import type { Peering } from './peering.ts';

export type FoundPeering =
  | { found: 'one'; peering: Peering }
  | { found: 'many'; peerings: Peering[] }
  | { found: 'none'; nearest?: string };

/** Looks as a person types; where there is none, the nearest name that could have been meant. */
export function findByName(name: string, peerings: Peering[]): FoundPeering {
  const wanted = asTyped(name);
  const hits = peerings.filter((peering) => asTyped(peering.name) === wanted);
  const [first, ...more] = hits;
  if (first) return more.length > 0 ? { found: 'many', peerings: hits } : { found: 'one', peering: first };
  const nearest = nearestName(
    wanted,
    peerings.map((peering) => peering.name),
  );
  return { found: 'none', ...(nearest !== undefined && { nearest }) };
}

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
