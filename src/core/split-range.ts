import type { AddressRange } from './cidr.ts';

/** Cuts `target` wherever one of the others begins or ends: what holds for one address of a piece holds for all of it. */
export function splitRange(target: AddressRange, others: readonly AddressRange[]): AddressRange[] {
  const cuts = others
    .flatMap(({ first, last }) => [first, last + 1])
    .filter((cut) => cut > target.first && cut <= target.last);
  const starts = [...new Set([target.first, ...cuts])].sort((a, b) => a - b);
  return starts.map((first, index) => ({ first, last: (starts[index + 1] ?? target.last + 1) - 1 }));
}
