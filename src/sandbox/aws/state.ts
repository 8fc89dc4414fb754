import { ownEnds } from './connections/ends.ts';
import type { AwsDatabase } from './database.ts';
import { botAccount, keyOfPeople } from './query/caller.ts';
import { toJson } from './query/xml.ts';
import { showAcl, showConnection, showGroup, showRouteTable, showSubnet, showVpc } from './show.ts';

export interface AwsState {
  consistency: 'immediate' | 'eventual';
  accounts: Record<string, AwsAccountState>;
}

export interface AwsAccountState {
  /** With this key people call EC2 in that account; any secret goes with it. */
  accessKeyId: string;
  /** The role that the bot may assume, and what it may not do. */
  role: string | null;
  denied: string[];
  /** By name; each list as the `aws` command prints it, VPCs with `EnableDnsSupport` and `EnableDnsHostnames`. */
  regions: Record<string, AwsRegionState>;
}

export interface AwsRegionState {
  vpcs: unknown[];
  subnets: unknown[];
  routeTables: unknown[];
  peeringConnections: unknown[];
  networkAcls: unknown[];
  securityGroups: unknown[];
}

/** Everything that is there, also what calls are not shown yet, or no longer. */
export function awsState({ data, consistency }: AwsDatabase): AwsState {
  const connections = [...data.connections.values()];
  const accounts = [...data.accounts.values()]
    .filter(({ id }) => id !== botAccount)
    .map(({ id, role, denied, regions }): [string, AwsAccountState] => [
      id,
      {
        accessKeyId: keyOfPeople(id),
        role: role ?? null,
        denied: [...denied],
        regions: Object.fromEntries(
          [...regions].map(([name, region]): [string, AwsRegionState] => [
            name,
            {
              vpcs: [...region.vpcs.values()].map((vpc) =>
                toJson({
                  ...showVpc(vpc),
                  enableDnsSupport: vpc.dnsSupport,
                  enableDnsHostnames: vpc.dnsHostnames,
                }),
              ),
              subnets: [...region.subnets.values()].map((one) => toJson(showSubnet(one, id))),
              routeTables: [...region.routeTables.values()].map((one) =>
                toJson(showRouteTable(data, one, id)),
              ),
              peeringConnections: connections
                .filter((one) => ownEnds(one, id, name).length > 0)
                .map((one) => toJson(showConnection(data, one, { account: id, region: name }))),
              networkAcls: [...region.acls.values()].map((one) => toJson(showAcl(one, id))),
              securityGroups: [...region.groups.values()].map((one) => toJson(showGroup(one, id))),
            },
          ]),
        ),
      },
    ]);
  return { consistency, accounts: Object.fromEntries(accounts) };
}
