/** The part of the world's GCP that the panel shows, as Compute Engine's API gives it. */
export interface GcpState {
  projects: GcpProject[];
}

export interface GcpProject {
  id: string;
  denied: string[];
  networks: GcpNetwork[];
  subnetworks: {
    name: string;
    network: string;
    region: string;
    ipCidrRange: string;
    secondaryIpRanges: { rangeName: string; ipCidrRange: string }[];
  }[];
  firewalls: GcpFirewall[];
}

export interface GcpNetwork {
  name: string;
  autoCreateSubnetworks: boolean;
  selfLink: string;
  peerings?: { name: string; network: string; state: string }[];
}

export interface GcpFirewall {
  name: string;
  network: string;
  direction: string;
  priority: number;
  denied?: { IPProtocol: string; ports?: string[] }[];
}

export const lastPart = (link: string) => link.split('/').at(-1) ?? '';
