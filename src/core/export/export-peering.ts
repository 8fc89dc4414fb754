import { attributes } from '../next-step/attributes.ts';
import { hclName, hclString } from '../next-step/hcl.ts';
import { ybmCreate } from '../next-step/ybm-create.ts';
import type { Observation, Peering } from '../peering.ts';
import { yugabyteVpcOf } from '../yugabyte-vpc-of.ts';
import type { CodeExport } from './export-as-code.ts';

/** The request itself. Its provider cannot import it: https://github.com/yugabyte/terraform-provider-ybm */
export function exportPeering(peering: Peering, observation: Observation): CodeExport {
  const { name, yugabyteVpcId, application } = peering;
  const { provider, cloudProject, region, externalVpcId, cidr } = application;
  const aws = provider === 'AWS';
  return {
    terraform: [
      {
        title: 'Terraform: Yugabyte (provider yugabyte/ybm)',
        text: [
          `resource "ybm_vpc_peering" "${hclName(name)}" {`,
          ...attributes(2, [
            ['name', hclString(name)],
            ['yugabytedb_vpc_id', hclString(yugabyteVpcId)],
          ]),
          '  application_vpc_info = {',
          ...attributes(4, [
            ['cloud', hclString(provider)],
            [aws ? 'account_id' : 'project', hclString(cloudProject)],
            ['region', aws && region ? hclString(region) : undefined],
            ['vpc_id', hclString(externalVpcId)],
            ['cidr', cidr === undefined ? undefined : hclString(cidr)],
          ]),
          '  }',
          '}',
        ].join('\n'),
      },
    ],
    commands: [
      { title: 'Command line: Yugabyte', text: ybmCreate(peering, yugabyteVpcOf(peering, observation)) },
    ],
    notes: [
      'ybm_vpc_peering cannot be imported: applied as it is, it asks for a second peering. Take it for the next one, or terminate this one first.',
    ],
  };
}
