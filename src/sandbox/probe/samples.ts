import { type Ipv4Network, parseIpv4 } from '../ipv4.ts';

/** The addresses of a network at which something may change: its ends, and those of whatever lies in it. */
export function samples(network: string, dividers: readonly string[]): number[] {
  const outer = parseIpv4(network);
  if (!outer) return [];
  const edges = dividers.flatMap((text) => {
    const inner = parseIpv4(text);
    return inner ? [inner.first - 1, inner.first, inner.last, inner.last + 1] : [];
  });
  const inside = edges.filter((address) => outer.first <= address && address <= outer.last);
  return [...new Set([outer.first, outer.last, ...inside])];
}

export const holds = (network: string | undefined, address: number): boolean => {
  const parsed = parseIpv4(network ?? '');
  return parsed !== undefined && isIn(parsed, address);
};

const isIn = ({ first, last }: Ipv4Network, address: number) => first <= address && address <= last;
