import { overlap, parseIpv4 } from '../../ipv4.ts';
import type { AwsData, ConnectionEnd, ConnectionRecord, VpcRecord } from '../records.ts';

type Place = Pick<ConnectionEnd, 'account' | 'region' | 'vpcId'>;

export function vpcAt(data: AwsData, { account, region, vpcId }: Place): VpcRecord | undefined {
  return data.accounts.get(account)?.regions.get(region)?.vpcs.get(vpcId);
}

/** All of the VPC's networks; what the requester said where nobody knows the VPC. */
export function cidrsOf(data: AwsData, end: ConnectionEnd): string[] {
  return vpcAt(data, end)?.cidrs ?? end.cidrs;
}

/** A VPC in an account that this world does not know is taken to exist. */
export const exists = (data: AwsData, place: Place) =>
  !data.accounts.has(place.account) || vpcAt(data, place) !== undefined;

export function anyOverlap(ones: string[], others: string[]): boolean {
  const parse = (cidrs: string[]) => cidrs.flatMap((cidr) => parseIpv4(cidr) ?? []);
  return parse(ones).some((one) => parse(others).some((other) => overlap(one, other)));
}

export const endsOf = ({ requester, accepter }: ConnectionRecord) => [requester, accepter];

/** The ends of the connection that belong to that account and region: none, one, or both. */
export function ownEnds(connection: ConnectionRecord, account: string, region: string): ConnectionEnd[] {
  return endsOf(connection).filter((end) => end.account === account && end.region === region);
}

const ended = new Set(['deleted', 'rejected', 'failed', 'expired']);

export const isLive = ({ status }: ConnectionRecord) => !ended.has(status);

export const isOf = (connection: ConnectionRecord, vpcId: string) =>
  endsOf(connection).some((end) => end.vpcId === vpcId);
