import type { Peering, Reading, YugabyteVpc } from '../peering.ts';
import { shellQuote } from './shell.ts';

/** The line that asks Yugabyte for this peering with the same values. */
export function ybmCreate(peering: Peering, yugabyteVpc: Reading<YugabyteVpc>): string {
  const { name, application } = peering;
  const vpcName = yugabyteVpc.ok ? yugabyteVpc.value.name : peering.yugabyteVpcName;
  const flags: [string, string | undefined][] =
    application.provider === 'AWS'
      ? [
          ['--app-vpc-account-id', application.cloudProject],
          ['--app-vpc-id', application.externalVpcId],
          ['--app-vpc-region', application.region],
        ]
      : [
          ['--app-vpc-project-id', application.cloudProject],
          ['--app-vpc-name', application.externalVpcId],
        ];
  const values = [
    ['--name', name],
    ['--yb-vpc-name', vpcName],
    ['--cloud-provider', application.provider],
    ...flags,
    ['--app-vpc-cidr', application.cidr],
  ].flatMap(([flag, value]) => (value === undefined ? [] : [`${flag} ${shellQuote(value)}`]));
  return `ybm vpc peering create ${values.join(' ')}`;
}
