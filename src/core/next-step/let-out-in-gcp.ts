import type { HandOver } from '../chain/link.ts';
import { DATABASE_PORTS } from '../cloud/database-ports.ts';
import type { Peering } from '../peering.ts';
import { sayList } from '../say-list.ts';
import { hclName, hclString } from './hcl.ts';
import { shellQuote } from './shell.ts';

/** A firewall rule that is tried before the one that denies. `priority`: of that one. */
export function letOutInGcp({ name, application }: Peering, networks: string[], priority: number): HandOver {
  const { cloudProject: project, externalVpcId: network } = application;
  const rule = `allow-yugabyte-${network}`.slice(0, 63).replace(/-+$/, '');
  const before = Math.max(0, priority - 1);
  const ports = DATABASE_PORTS.map((port) => `tcp:${port}`).join(',');
  return {
    kind: 'hand-over',
    title: `Let ${network} in GCP project ${project} out to the database`,
    sections: [
      {
        title: `Allow egress to ${sayList(networks)} before the rule that denies it`,
        console: {
          label: `Firewall rules of ${project}`,
          url: `https://console.cloud.google.com/net-security/firewall-manager/firewall-policies/list?project=${encodeURIComponent(project)}`,
          clicks: `Create firewall rule > name ${rule}, network ${network}, priority ${before}, direction Egress, action Allow, all instances, destination IPv4 ranges ${sayList(networks)}, TCP ${sayList(DATABASE_PORTS.map(String))} > Create. Where a firewall policy denies it, add the rule there.`,
        },
        cli: [
          `gcloud compute firewall-rules create ${shellQuote(rule)} --project=${shellQuote(project)} --network=${shellQuote(network)} --direction=EGRESS --action=ALLOW --priority=${before} --rules=${ports} --destination-ranges=${shellQuote(networks.join(','))}`,
        ],
        terraform: [
          `resource "google_compute_firewall" "${hclName(name)}" {`,
          `  name               = ${hclString(rule)}`,
          `  project            = ${hclString(project)}`,
          `  network            = ${hclString(network)}`,
          '  direction          = "EGRESS"',
          `  priority           = ${before}`,
          `  destination_ranges = [${networks.map(hclString).join(', ')}]`,
          '',
          '  allow {',
          '    protocol = "tcp"',
          `    ports    = [${DATABASE_PORTS.map((port) => hclString(String(port))).join(', ')}]`,
          '  }',
          '}',
        ].join('\n'),
      },
    ],
  };
}
