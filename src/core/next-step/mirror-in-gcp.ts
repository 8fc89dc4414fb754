import type { HandOver, NextStep } from '../chain/link.ts';
import type { Peering, Reading, YugabyteVpc } from '../peering.ts';
import { gcpConsole } from './gcp-console.ts';
import { gcpEnds } from './gcp-ends.ts';
import { hclName, hclString } from './hcl.ts';
import { shellQuote } from './shell.ts';

/** Everything that is to be done in the application's GCP project. Routes are exchanged by themselves. */
export function mirrorInGcp(peering: Peering, yugabyteVpc: Reading<YugabyteVpc>): NextStep {
  const found = gcpEnds(peering, yugabyteVpc);
  if (!found.ok) {
    return {
      kind: 'wait',
      sentence: `What to mirror cannot be said now. ${found.reason} Refresh in a minute.`,
    };
  }
  const ends = found.value;
  const there = `--project=${shellQuote(ends.project)} --network=${shellQuote(ends.network)}`;
  const peer = `--peer-project=${shellQuote(ends.yugabyteProject)} --peer-network=${shellQuote(ends.yugabyteNetwork)}`;
  const page = {
    label: `VPC network peering in ${ends.project}`,
    url: gcpConsole(ends.project),
  };
  return {
    kind: 'hand-over',
    title: `Create the mirror peering in GCP project ${ends.project}`,
    sections: [
      {
        title: `Peer network ${ends.network} with Yugabyte's ${ends.yugabyteNetwork}`,
        console: {
          ...page,
          clicks: `Create connection > Continue > name ${ends.peeringName}, your VPC network ${ends.network}, In another project, project ID ${ends.yugabyteProject}, VPC network name ${ends.yugabyteNetwork} > Create.`,
        },
        cli: [`gcloud compute networks peerings create ${shellQuote(ends.peeringName)} ${there} ${peer}`],
        terraform: [
          `resource "google_compute_network_peering" "${hclName(peering.name)}" {`,
          `  name         = ${hclString(ends.peeringName)}`,
          `  network      = ${hclString(`projects/${ends.project}/global/networks/${ends.network}`)}`,
          `  peer_network = ${hclString(`projects/${ends.yugabyteProject}/global/networks/${ends.yugabyteNetwork}`)}`,
          '}',
        ].join('\n'),
      },
      {
        title: 'See that it is ACTIVE',
        console: {
          ...page,
          clicks:
            'The status turns Active once both halves name each other. "There is a peering operation in progress" means: try again in half a minute.',
        },
        cli: [`gcloud compute networks peerings list ${there}`],
      },
    ],
  } satisfies HandOver;
}
