import { groupBy } from '../group-by.ts';
import type { AwsRouteTable, AwsSubnet } from './aws-facts.ts';

/** A route table and the subnets whose packets follow it. */
export interface ServingTable {
  table: AwsRouteTable;
  subnets: AwsSubnet[];
}

/** The route tables that serve a subnet; the main table stands in for subnets without one of their own. By id. */
export function servingTables(
  tables: readonly AwsRouteTable[],
  subnets: readonly AwsSubnet[],
): ServingTable[] {
  const own = new Map(tables.flatMap((table) => table.subnetIds.map((id) => [id, table] as const)));
  const main = tables.find(({ isMain }) => isMain);
  const served = groupBy(subnets, ({ subnetId }) => own.get(subnetId) ?? main);
  return [...served]
    .flatMap(([table, those]) => (table ? [{ table, subnets: those }] : []))
    .sort((a, b) => (a.table.routeTableId < b.table.routeTableId ? -1 : 1));
}
