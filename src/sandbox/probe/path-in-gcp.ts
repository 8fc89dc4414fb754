import type { GcpProjectState, GcpState } from '../gcp/state.ts';
import type { AwsPath } from './path-in-aws.ts';
import { holds, samples } from './samples.ts';

interface Place {
  project: string;
  network: string;
}

const DATABASE_PORTS = [5433, 9042];

/** Where both halves are there, Compute Engine makes the routes itself. */
export function pathInGcp(gcp: GcpState, application: Place, database: Place, to: string[]): AwsPath {
  const project = gcp.projects.find(({ id }) => id === application.project);
  const network = project?.networks.find(({ name }) => name === application.network);
  const subnets = project?.subnetworks.filter((one) => isOn(one, application.network)) ?? [];
  const from = subnets.flatMap(({ ipCidrRange, secondaryIpRanges }) => [
    ipCidrRange,
    ...secondaryIpRanges.map((range) => range.ipCidrRange),
  ]);
  const peer = `/projects/${database.project}/global/networks/${database.network}`;
  const isJoined = network?.peerings?.some((one) => one.network.endsWith(peer) && one.state === 'ACTIVE');
  if (!project || !isJoined) return { end: 'no-connection', from };
  const rules = project.firewalls.filter(
    (one) => isOn(one, application.network) && one.direction === 'EGRESS' && !one.disabled && !one.targetTags,
  );
  const dividers = rules.flatMap(({ destinationRanges = [] }) => destinationRanges);
  const isOut = to.every((one) =>
    samples(one, dividers).every((address) => DATABASE_PORTS.some((port) => passes(rules, address, port))),
  );
  return { end: isOut ? 'arrives' : 'stopped-on-the-way-out', from };
}

const isOn = ({ network }: { network: string }, name: string) => network.endsWith(`/global/networks/${name}`);

type Rule = GcpProjectState['firewalls'][number];

/**
 * The lowest number decides, of equals the denial; what no rule names goes out:
 * https://cloud.google.com/firewall/docs/firewalls#priority_order_for_firewall_rules
 */
function passes(rules: Rule[], address: number, port: number): boolean {
  const [first] = rules
    .filter(
      ({ destinationRanges = ['0.0.0.0/0'], allowed = [], denied = [] }) =>
        destinationRanges.some((range) => holds(range, address)) &&
        [...allowed, ...denied].some((one) => names(one, port)),
    )
    .sort((a, b) => a.priority - b.priority || (a.denied ? -1 : 1));
  return !first?.denied;
}

const names = ({ IPProtocol, ports }: { IPProtocol: string; ports?: string[] }, port: number) =>
  ['tcp', '6', 'all'].includes(IPProtocol.toLowerCase()) &&
  (!ports ||
    ports.some((text) => {
      const [from = 0, until = from] = text.split('-').map(Number);
      return from <= port && port <= until;
    }));
