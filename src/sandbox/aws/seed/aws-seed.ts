import type { YugabyteSeed } from '../../yugabyte/seed.ts';

export interface ApplicationVpcSeed {
  account: string;
  region: string;
  id: string;
  cidrs: string[];
  /** The tag `Name`. */
  name: string;
  /** DNS hostnames are off in a VPC that nobody has changed. */
  dnsHostnames?: boolean;
  /**
   * By which its subnets go: all by the main one; the public one by it, the private ones by one that they share (when left
   * out); or each by one of its own, the main one by nobody.
   */
  routeTables?: 'main' | 'shared' | 'own';
  /** `false`: its only security group lets nothing out. */
  letsOut?: boolean;
}

/** What a scenario has in AWS beyond what its peerings are about. */
export interface AwsSeed {
  vpcs: ApplicationVpcSeed[];
}

/** The application VPC of every peering, and what the scenario names besides; of one that is both, as it is named. */
export function applicationVpcs(
  { peerings, vpcs }: YugabyteSeed,
  more: AwsSeed = { vpcs: [] },
): ApplicationVpcSeed[] {
  const inAws = new Set(vpcs.filter(({ cloud }) => cloud === 'AWS').map(({ name }) => name));
  const found = peerings
    .filter(({ vpc }) => inAws.has(vpc))
    .map(({ name, project, network, region = '', cidr = '', state }) => ({
      account: project,
      region,
      id: network,
      cidrs: [cidr],
      name,
      // What works is set up whole.
      dnsHostnames: state === 'ACTIVE',
    }));
  const isNamed = ({ account, region, id }: ApplicationVpcSeed) =>
    more.vpcs.some((one) => one.account === account && one.region === region && one.id === id);
  return [...found.filter((one) => !isNamed(one)), ...more.vpcs];
}
