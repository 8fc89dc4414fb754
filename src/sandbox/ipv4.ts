export interface Ipv4Network {
  first: number;
  last: number;
  prefix: number;
}

/** A single address counts as a /32; `undefined` for anything that is not IPv4. Host bits are dropped. */
export function parseIpv4(text: string): Ipv4Network | undefined {
  const found = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(text);
  if (!found) return undefined;
  const octets = found.slice(1, 5).map(Number);
  const prefix = found[5] === undefined ? 32 : Number(found[5]);
  if (octets.some((octet) => octet > 255) || prefix > 32) return undefined;
  const address = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const size = 2 ** (32 - prefix);
  const first = Math.floor(address / size) * size;
  return { first, last: first + size - 1, prefix };
}

export function overlap(one: Ipv4Network, other: Ipv4Network): boolean {
  return one.first <= other.last && other.first <= one.last;
}

export function formatIpv4(address: number, prefix: number): string {
  const octets = [24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256);
  return `${octets.join('.')}/${prefix}`;
}

const privateNetworks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map(parseIpv4);

/** RFC 1918. */
export function isPrivate(network: Ipv4Network): boolean {
  return privateNetworks.some((outer) => outer && outer.first <= network.first && network.last <= outer.last);
}
