import type { Peering, Reading, YugabyteVpc } from '../peering.ts';

/** Both ends of a GCP peering, and a name that Google accepts for the application's half of it. */
export interface GcpEnds {
  project: string;
  network: string;
  yugabyteProject: string;
  yugabyteNetwork: string;
  peeringName: string;
}

export function gcpEnds(peering: Peering, yugabyteVpc: Reading<YugabyteVpc>): Reading<GcpEnds> {
  if (!yugabyteVpc.ok) return yugabyteVpc;
  const { name, cloudProject, externalVpcId } = yugabyteVpc.value;
  if (!cloudProject || !externalVpcId) {
    return {
      ok: false,
      reason: `Yugabyte does not tell the GCP project and network of its VPC ${name} yet.`,
    };
  }
  return {
    ok: true,
    value: {
      project: peering.application.cloudProject,
      network: peering.application.externalVpcId,
      yugabyteProject: cloudProject,
      yugabyteNetwork: externalVpcId,
      peeringName: googleName(peering.name),
    },
  };
}

/** Google: 1 to 63 of a-z, 0-9 and hyphen, a letter first, no hyphen last. */
function googleName(peeringName: string): string {
  const slug = peeringName
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '');
  return (/^[a-z]/.test(slug) ? slug : `peering-${slug}`).slice(0, 63).replace(/-+$/, '');
}
