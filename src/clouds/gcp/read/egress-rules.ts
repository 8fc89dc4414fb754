import type { protos } from '@google-cloud/compute';
import type { GcpEgressRule } from '../../../core/cloud/gcp-facts.ts';
import type { Session } from '../session.ts';

type V1 = protos.google.cloud.compute.v1.IFirewall;
type Policy = protos.google.cloud.compute.v1.INetworksGetEffectiveFirewallsResponseEffectiveFirewallPolicy;
type PolicyRule = protos.google.cloud.compute.v1.IFirewallPolicyRule;

const EVERYWHERE = '0.0.0.0/0';
const ALL = [{ protocol: 'all' }];

/**
 * The egress rules in force on a network, in the order in which they are tried: hierarchical policies, then the network's
 * firewall rules and its policies (https://cloud.google.com/firewall/docs/firewall-policies-overview#rule-evaluation).
 */
export async function readEgressRules(
  session: Session,
  network: string,
  { classicFirst }: { classicFirst: boolean },
): Promise<GcpEgressRule[]> {
  const [effective] = await session.call('compute.networks.getEffectiveFirewalls', ({ networks }) =>
    networks.getEffectiveFirewalls({ project: session.project, network }),
  );
  const policies = effective.firewallPolicys ?? [];
  const isHierarchical = ({ type }: Policy) => String(type) === 'HIERARCHY';
  const above = policies.filter(isHierarchical).flatMap(policyRules);
  const classic = (effective.firewalls ?? []).flatMap(classicRule).sort(inOrder);
  const ofNetwork = policies.filter((policy) => !isHierarchical(policy)).flatMap(policyRules);
  return [...above, ...(classicFirst ? [...classic, ...ofNetwork] : [...ofNetwork, ...classic])];
}

/** Of two alike a denial wins. */
const inOrder = (a: GcpEgressRule, b: GcpEgressRule): number =>
  a.priority - b.priority || (a.action === 'deny' ? -1 : 0) - (b.action === 'deny' ? -1 : 0);

function classicRule(rule: V1): GcpEgressRule[] {
  if (rule.direction !== 'EGRESS' || rule.disabled) return [];
  const denied = rule.denied ?? [];
  const entries = denied.length > 0 ? denied : (rule.allowed ?? []);
  const tagged = [...(rule.targetTags ?? []), ...(rule.targetServiceAccounts ?? [])];
  return [
    {
      name: rule.name ?? '',
      source: 'firewall rules',
      priority: rule.priority ?? 1000,
      action: denied.length > 0 ? 'deny' : 'allow',
      isTargeted: tagged.length > 0,
      destinations: (rule.destinationRanges ?? []).length > 0 ? (rule.destinationRanges ?? []) : [EVERYWHERE],
      protocols: entries.map(({ IPProtocol, ports }) => protocolOf(IPProtocol, ports)),
    },
  ];
}

function policyRules({ rules, shortName, displayName, name }: Policy): GcpEgressRule[] {
  const source = shortName ?? displayName ?? name ?? 'a firewall policy';
  return (rules ?? []).flatMap((rule) => policyRule(rule, source)).sort((a, b) => a.priority - b.priority);
}

function policyRule(rule: PolicyRule, source: string): GcpEgressRule[] {
  if (String(rule.direction) !== 'EGRESS' || rule.disabled) return [];
  const { match = {} } = rule;
  const targets = [
    ...(rule.targetSecureTags ?? []),
    ...(rule.targetServiceAccounts ?? []),
    // What is known by other marks than its address may be anything.
    ...(match?.destFqdns ?? []),
    ...(match?.destRegionCodes ?? []),
    ...(match?.destThreatIntelligences ?? []),
    ...(match?.destAddressGroups ?? []),
  ];
  const layer4 = match?.layer4Configs ?? [];
  const destinations = match?.destIpRanges ?? [];
  return [
    {
      name: rule.ruleName ?? `rule ${rule.priority}`,
      source,
      priority: rule.priority ?? 0,
      action: actionOf(rule.action ?? ''),
      isTargeted: targets.length > 0,
      destinations: destinations.length > 0 ? destinations : [EVERYWHERE],
      protocols:
        layer4.length > 0 ? layer4.map(({ ipProtocol, ports }) => protocolOf(ipProtocol, ports)) : ALL,
    },
  ];
}

function actionOf(action: string): GcpEgressRule['action'] {
  if (action === 'goto_next') return 'goto-next';
  return action === 'deny' ? 'deny' : 'allow';
}

/** `5433`, or `9000-9100`. */
function protocolOf(
  protocol: string | null | undefined,
  ports: string[] | null | undefined,
): GcpEgressRule['protocols'][number] {
  const ranges = (ports ?? []).map((text) => {
    const [from = 0, to = from] = text.split('-').map(Number);
    return { from, to };
  });
  return { protocol: protocol ?? 'all', ...(ranges.length > 0 && { ports: ranges }) };
}
