import type { HandOver, NextStep } from '../chain/link.ts';
import type { Peering, Reading, YugabyteVpc } from '../peering.ts';
import { gcpConsole } from './gcp-console.ts';
import { gcpEnds } from './gcp-ends.ts';
import { hclName } from './hcl.ts';
import { shellQuote } from './shell.ts';

/** What stays in the application's GCP project once Yugabyte has terminated the peering: the mirror, now inactive. */
export function removeInGcp(peering: Peering, yugabyteVpc: Reading<YugabyteVpc>): NextStep {
  const found = gcpEnds(peering, yugabyteVpc);
  if (!found.ok) {
    return { kind: 'wait', sentence: `What stays behind in GCP cannot be listed now. ${found.reason}` };
  }
  const ends = found.value;
  const there = `--project=${shellQuote(ends.project)} --network=${shellQuote(ends.network)}`;
  const peer = `/projects/${ends.yugabyteProject}/global/networks/${ends.yugabyteNetwork}`;
  // By the network it leads to: a mirror made in the console may have any name.
  const filter = `peerings.network ~ ${JSON.stringify(`${peer.replace(/[^A-Za-z0-9/_-]/g, '\\$&')}$`)}`;
  return {
    kind: 'hand-over',
    title: `Clean up in GCP project ${ends.project}`,
    sections: [
      {
        title: `Delete the mirror peering on network ${ends.network}`,
        console: {
          label: `VPC network peering in ${ends.project}`,
          url: gcpConsole(ends.project),
          clicks: `Select the peering of ${ends.network} with network ${ends.yugabyteNetwork} of project ${ends.yugabyteProject} (Inactive now) > Delete.`,
        },
        cli: [
          `for MIRROR in $(gcloud compute networks peerings list ${there} --flatten='peerings[]' --filter=${shellQuote(filter)} --format='value(peerings.name)'); do`,
          `  gcloud compute networks peerings delete "$MIRROR" ${there} --quiet`,
          'done',
        ],
        terraform: [
          '# Where Terraform made it: take this out of the configuration, then terraform apply.',
          `#   google_compute_network_peering.${hclName(peering.name)}`,
        ].join('\n'),
      },
    ],
  } satisfies HandOver;
}
