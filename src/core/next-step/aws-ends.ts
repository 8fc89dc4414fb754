import type { Peering, Reading, YugabyteVpc } from '../peering.ts';
import { yugabyteNetworks } from '../yugabyte-vpc-of.ts';

/** Both ends of an AWS peering, with everything that the console and the command line ask for. */
export interface AwsEnds {
  region: string;
  account: string;
  vpcId: string;
  yugabyteAccount: string;
  yugabyteVpcId: string;
  /** What the application's route tables must lead to the peering. */
  yugabyteNetworks: string[];
}

export function awsEnds({ application }: Peering, yugabyteVpc: Reading<YugabyteVpc>): Reading<AwsEnds> {
  if (!yugabyteVpc.ok) return yugabyteVpc;
  const { name, cloudProject, externalVpcId } = yugabyteVpc.value;
  const networks = yugabyteNetworks(yugabyteVpc.value);
  if (!cloudProject || !externalVpcId || networks.length === 0) {
    return {
      ok: false,
      reason: `Yugabyte does not tell the AWS account, id and CIDR of its VPC ${name} yet.`,
    };
  }
  if (!application.region) {
    return { ok: false, reason: 'Yugabyte does not tell the region of the application VPC.' };
  }
  return {
    ok: true,
    value: {
      region: application.region,
      account: application.cloudProject,
      vpcId: application.externalVpcId,
      yugabyteAccount: cloudProject,
      yugabyteVpcId: externalVpcId,
      yugabyteNetworks: networks,
    },
  };
}
