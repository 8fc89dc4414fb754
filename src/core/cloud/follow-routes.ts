import { type AddressRange, networksOf, prefixLength, rangeOf } from '../cidr.ts';
import { groupBy } from '../group-by.ts';
import { splitRange } from '../split-range.ts';
import type { AwsRoute } from './aws-facts.ts';

/** A part of a network, and the route that its packets take. */
export interface Stretch {
  networks: string[];
  /** `undefined`: none, they are dropped. */
  route: AwsRoute | undefined;
}

/**
 * Where packets to a network go: of several routes the longest prefix wins, whatever its state
 * (https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html).
 */
export function followRoutes(network: string, routes: readonly AwsRoute[]): Stretch[] {
  const target = rangeOf(network);
  if (!target) return [];
  const known = routes.flatMap((route) => {
    const range = rangeOf(route.cidr);
    return range && range.first <= target.last && target.first <= range.last
      ? [{ route, range, length: prefixLength(route.cidr) ?? 0 }]
      : [];
  });
  known.sort((a, b) => b.length - a.length);
  const pieces = splitRange(
    target,
    known.map(({ range }) => range),
  ).map((piece) => ({
    piece,
    route: known.find(({ range }) => range.first <= piece.first && piece.last <= range.last)?.route,
  }));
  return [...groupBy(pieces, ({ route }) => route)].map(([route, parts]) => ({
    networks: join(parts.map(({ piece }) => piece)).flatMap(networksOf),
    route,
  }));
}

/** Pieces that follow each other become one. */
function join(pieces: AddressRange[]): AddressRange[] {
  const joined: AddressRange[] = [];
  for (const piece of pieces) {
    const before = joined.at(-1);
    if (before && before.last + 1 === piece.first)
      joined[joined.length - 1] = { ...before, last: piece.last };
    else joined.push(piece);
  }
  return joined;
}
