import { type AwsData, type RouteTableRecord, regionOf, type VpcRecord } from './records.ts';

/** The route tables by which the VPC's subnets go; the main one where a subnet has none of its own. */
export function servingTables(data: AwsData, { account, region, id }: VpcRecord): RouteTableRecord[] {
  const { routeTables, subnets } = regionOf(data, account, region);
  const tables = [...routeTables.values()].filter(({ vpcId }) => vpcId === id);
  const named = (subnetId: string | undefined) =>
    tables.find(({ associations }) => associations.some((one) => one.subnetId === subnetId));
  const serving = [...subnets.values()]
    .filter(({ vpcId }) => vpcId === id)
    .flatMap((subnet) => named(subnet.id) ?? named(undefined) ?? []);
  return [...new Set(serving)];
}
