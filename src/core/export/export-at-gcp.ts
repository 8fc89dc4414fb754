import { mirrorOf } from '../cloud/mirror-of.ts';
import { attributes } from '../next-step/attributes.ts';
import { gcpEnds } from '../next-step/gcp-ends.ts';
import { hclName, hclString } from '../next-step/hcl.ts';
import { shellQuote } from '../next-step/shell.ts';
import type { Observation, Peering } from '../peering.ts';
import { sayCloud } from '../say-cloud.ts';
import { yugabyteVpcOf } from '../yugabyte-vpc-of.ts';
import type { CodeExport } from './export-as-code.ts';

/** The mirror peering in GCP, imported where it is there. */
export function exportAtGcp(peering: Peering, observation: Observation): CodeExport {
  const found = gcpEnds(peering, yugabyteVpcOf(peering, observation));
  if (!found.ok) return { terraform: [], commands: [], notes: [found.reason] };
  const { project, network, yugabyteProject, yugabyteNetwork, peeringName } = found.value;
  const facts = observation.clouds?.get(peering.id);
  const seen = facts?.provider === 'GCP' && facts.network.ok ? facts.network.value : undefined;
  const mirror = seen && mirrorOf(seen, found.value);
  const name = mirror?.name ?? peeringName;
  const label = hclName(peering.name);
  const link = (of: string, called: string) => hclString(`projects/${of}/global/networks/${called}`);
  return {
    terraform: [
      {
        title: 'Terraform: the mirror peering (provider hashicorp/google)',
        text: [
          ...(mirror
            ? [
                'import {',
                ...attributes(2, [
                  ['to', `google_compute_network_peering.${label}`],
                  ['id', hclString(`${project}/${network}/${name}`)],
                ]),
                '}',
                '',
              ]
            : []),
          `resource "google_compute_network_peering" "${label}" {`,
          ...attributes(2, [
            ['name', hclString(name)],
            ['network', link(project, network)],
            ['peer_network', link(yugabyteProject, yugabyteNetwork)],
          ]),
          '}',
        ].join('\n'),
      },
    ],
    commands: [
      {
        title: `Command line: ${sayCloud(peering.application)}`,
        text: `gcloud compute networks peerings create ${shellQuote(name)} --project=${shellQuote(project)} --network=${shellQuote(network)} --peer-project=${shellQuote(yugabyteProject)} --peer-network=${shellQuote(yugabyteNetwork)}`,
      },
    ],
    notes: mirror ? [] : ['The mirror peering is not there, or was not seen: applied, this makes it.'],
  };
}
