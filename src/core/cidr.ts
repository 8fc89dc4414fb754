import ipaddr from 'ipaddr.js';
import { rememberTexts } from './remember-texts.ts';

export type ParsedNetwork =
  | { ok: true; network: string }
  | { ok: false; problem: string; suggestion?: string };

/** First and last address as numbers. */
export interface AddressRange {
  first: number;
  last: number;
}

const RFC_1918 = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

/** https://docs.yugabyte.com/stable/yugabyte-cloud/cloud-basics/cloud-vpcs/cloud-vpc-intro/ */
const RESERVED: Record<string, string[]> = { AWS: ['10.3.0.0/16', '10.4.0.0/16'], GCP: ['10.21.0.0/16'] };

/**
 * Reads one IPv4 network as a person typed it: four decimal numbers, a slash and a prefix length of 1 to 32, with no
 * host bits set. Spaces around it are dropped; anything else is a problem in a sentence.
 */
export function parseNetwork(text: string): ParsedNetwork {
  const typed = text.trim();
  if (typed === '') return problem('Enter a network such as 10.0.0.0/16.');
  const [address = '', prefix, ...rest] = typed.split('/');
  if (address.includes(':')) {
    return problem(`${shown(typed)} is IPv6; enter an IPv4 network such as 10.0.0.0/16.`);
  }
  if (!ipaddr.IPv4.isValidFourPartDecimal(address) || rest.length > 0) return malformed(typed);
  if (prefix === undefined || prefix === '') {
    return problem(`${shown(typed)} has no prefix length; write the network as in 10.0.0.0/16.`);
  }
  if (!/^(0|[1-9]\d*)$/.test(prefix)) return malformed(typed);
  const length = Number(prefix);
  if (length > 32)
    return problem(`The prefix length of ${shown(typed)} is too long; an IPv4 network ends in /1 to /32.`);
  if (length === 0) {
    return problem(
      `${address}/0 is the whole internet; enter the network of the application VPC, such as 10.0.0.0/16.`,
    );
  }
  const network = `${ipaddr.IPv4.networkAddressFromCIDR(typed).toString()}/${length}`;
  if (network === typed) return { ok: true, network };
  return {
    ok: false,
    problem: `${typed} is an address inside a network, not a network; the network is ${network}.`,
    suggestion: network,
  };
}

/** Reads what an API holds: a network, with host bits or without, or a bare address. IPv6 and junk: `undefined`. */
export const rangeOf = rememberTexts(readRange);

function readRange(text: string): AddressRange | undefined {
  const [address = '', prefix = '32', ...rest] = text.trim().split('/');
  if (rest.length > 0 || !/^\d{1,2}$/.test(prefix) || Number(prefix) > 32) return undefined;
  if (!ipaddr.IPv4.isValidFourPartDecimal(address)) return undefined;
  const value = ipaddr.IPv4.parse(address).octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const size = 2 ** (32 - Number(prefix));
  const first = value - (value % size);
  return { first, last: first + size - 1 };
}

/** The fewest networks that together are exactly the range, in order. */
export function networksOf(range: AddressRange): string[] {
  const networks: string[] = [];
  for (let first = range.first; first <= range.last; ) {
    let size = 1;
    while (size < 2 ** 32 && first % (size * 2) === 0 && first + size * 2 - 1 <= range.last) size *= 2;
    networks.push(`${sayAddress(first)}/${32 - Math.log2(size)}`);
    first += size;
  }
  return networks;
}

/** `10.0.0.1` and `10.0.0.1/32` are the same entry; what cannot be read is kept as it is. */
export function normalizeEntry(text: string): string {
  const range = rangeOf(text);
  return (range && networksOf(range)[0]) ?? text.trim();
}

/** False where one of the two is not an IPv4 network. */
export function overlaps(a: string, b: string): boolean {
  const [x, y] = [rangeOf(a), rangeOf(b)];
  return x !== undefined && y !== undefined && x.first <= y.last && y.first <= x.last;
}

/** Whether `inner` lies in `outer` entirely. False where one of the two is not an IPv4 network. */
export function contains(outer: string, inner: string): boolean {
  const [x, y] = [rangeOf(outer), rangeOf(inner)];
  return x !== undefined && y !== undefined && x.first <= y.first && y.last <= x.last;
}

/** RFC 1918. */
export function isPrivate(network: string): boolean {
  return RFC_1918.some((range) => contains(range, network));
}

/** The range that Yugabyte keeps for itself at this provider and that the network touches. */
export function reservedOverlap(provider: string, network: string): string | undefined {
  return RESERVED[provider]?.find((range) => overlaps(range, network));
}

export function prefixLength(network: string): number | undefined {
  const range = rangeOf(network);
  return range && 32 - Math.log2(range.last - range.first + 1);
}

function sayAddress(value: number): string {
  return [2 ** 24, 2 ** 16, 2 ** 8, 1].map((unit) => Math.floor(value / unit) % 256).join('.');
}

function malformed(typed: string): ParsedNetwork {
  const compact = typed.replace(/\s+/g, '');
  const retyped = compact === typed ? undefined : parseNetwork(compact);
  const suggestion = retyped?.ok ? retyped.network : undefined;
  return problem(
    `${shown(typed)} is not a network; write four numbers of 0 to 255 and a prefix length, as in 10.0.0.0/16.`,
    suggestion,
  );
}

function problem(sentence: string, suggestion?: string): ParsedNetwork {
  return { ok: false, problem: sentence, ...(suggestion !== undefined && { suggestion }) };
}

/** What was typed, where it is short and looks like a network; "This" stands for anything else. */
function shown(typed: string): string {
  return /^\d[\da-f.:/ ]{0,42}$/i.test(typed) ? typed : 'This';
}
