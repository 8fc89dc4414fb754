import type { HandOver, HandOverSection } from '../chain/link.ts';
import type { AwsAclRule, AwsNetworkAcl, AwsSecurityGroup } from '../cloud/aws-facts.ts';
import { DATABASE_PORTS } from '../cloud/database-ports.ts';
import type { Peering } from '../peering.ts';
import { sayList } from '../say-list.ts';
import { awsConsole } from './aws-console.ts';
import { hclName, hclString } from './hcl.ts';
import { shellQuote } from './shell.ts';

type Stopper =
  | { acl: AwsNetworkAcl; networks: string[]; onlyAnswers: boolean }
  | { groups: AwsSecurityGroup[]; networks: string[] };

/** How to open what stops the way to the database. The bot never changes firewalls: whose they are has to judge. */
export function letOutInAws(peering: Peering, stopper: Stopper): HandOver {
  const { cloudProject, externalVpcId, region = '' } = peering.application;
  return {
    kind: 'hand-over',
    title: `Let ${externalVpcId} in AWS account ${cloudProject} out to the database`,
    sections:
      'acl' in stopper
        ? [aclSection(stopper, region, hclName(peering.name))]
        : [groupSection(stopper.groups, stopper.networks, region, hclName(peering.name))],
  };
}

function aclSection(
  { acl, networks, onlyAnswers }: Extract<Stopper, { acl: AwsNetworkAcl }>,
  region: string,
  label: string,
): HandOverSection {
  const entries = networks.flatMap((network, index) => [
    ...(onlyAnswers ? [] : DATABASE_PORTS).map((port, at) => ({
      network,
      egress: true,
      number: freeNumber(acl.rules, true, index * DATABASE_PORTS.length + at),
      from: port,
      to: port,
    })),
    { network, egress: false, number: freeNumber(acl.rules, false, index), from: 1024, to: 65535 },
  ]);
  const late = entries.filter(({ egress, number }) => number > firstDenial(acl.rules, egress));
  const outbound = `Outbound rules: allow TCP ${sayList(DATABASE_PORTS.map(String))} to ${sayList(networks)}. `;
  return {
    title: `Add rules to network ACL ${acl.networkAclId}, before the ones that stop it`,
    console: {
      label: `Network ACL ${acl.networkAclId}`,
      url: awsConsole(region, `NetworkAclDetails:networkAclId=${encodeURIComponent(acl.networkAclId)}`),
      clicks: `${onlyAnswers ? '' : outbound}Inbound rules: allow TCP 1024-65535 from ${sayList(networks)} for the answers. Give them smaller numbers than the rules that deny.`,
    },
    cli: [
      ...new Set(late.map(({ egress }) => makeRoom(acl.rules, egress))),
      ...entries.map(
        ({ network, egress, number, from, to }) =>
          `aws ec2 create-network-acl-entry --region ${shellQuote(region)} --network-acl-id ${shellQuote(acl.networkAclId)} --rule-number ${number} --protocol tcp --port-range From=${from},To=${to} --cidr-block ${shellQuote(network)} --rule-action allow ${egress ? '--egress' : '--ingress'}`,
      ),
    ],
    terraform: entries
      .map(({ network, egress, number, from, to }) =>
        [
          `resource "aws_network_acl_rule" "${label}_${egress ? 'out' : 'in'}_${number}" {`,
          `  network_acl_id = ${hclString(acl.networkAclId)}`,
          `  rule_number    = ${number}`,
          `  egress         = ${egress}`,
          '  protocol       = "tcp"',
          '  rule_action    = "allow"',
          `  cidr_block     = ${hclString(network)}`,
          `  from_port      = ${from}`,
          `  to_port        = ${to}`,
          '}',
        ].join('\n'),
      )
      .join('\n\n'),
  };
}

const firstDenial = (rules: AwsAclRule[], egress: boolean): number =>
  Math.min(
    ...rules.filter((rule) => rule.egress === egress && !rule.allow).map(({ ruleNumber }) => ruleNumber),
  );

/** A rule of a number that is too small leaves none before it. */
const makeRoom = (rules: AwsAclRule[], egress: boolean): string =>
  `# ${egress ? 'Outbound' : 'Inbound'} rule ${firstDenial(rules, egress)} denies and leaves too few numbers before it: whoever made it has to give it a larger one first.`;

/** The `nth` number that nobody has, counted from 1: small ones are tried first. */
function freeNumber(rules: AwsAclRule[], egress: boolean, nth: number): number {
  const taken = new Set(rules.filter((rule) => rule.egress === egress).map(({ ruleNumber }) => ruleNumber));
  let number = 0;
  for (let left = nth; left >= 0; left--) {
    do number++;
    while (taken.has(number));
  }
  return number;
}

function groupSection(
  groups: AwsSecurityGroup[],
  networks: string[],
  region: string,
  label: string,
): HandOverSection {
  const [first] = groups;
  const group = groups.length === 1 && first ? first.groupId : undefined;
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell that fills this in
  const ask = '"${SG:?set SG to the security group of the application}"';
  const id = group === undefined ? ask : shellQuote(group);
  const ranges = networks.map((network) => `{CidrIp=${network}}`).join(',');
  return {
    title: `Let the application's security group out to ${sayList(networks)}`,
    console: {
      label: group ? `Security group ${group}` : `Security groups in ${region}`,
      url: awsConsole(
        region,
        group ? `SecurityGroup:groupId=${encodeURIComponent(group)}` : 'SecurityGroups:',
      ),
      clicks: `Open the security group that the application wears > Outbound rules > Edit > add TCP ${sayList(DATABASE_PORTS.map(String))} to ${sayList(networks)} > Save.`,
    },
    cli: [
      ...(group === undefined
        ? [
            `SG='' # one of ${sayList(
              groups.map(({ groupId }) => groupId),
              20,
            )}`,
          ]
        : []),
      ...DATABASE_PORTS.map(
        (port) =>
          `aws ec2 authorize-security-group-egress --region ${shellQuote(region)} --group-id ${id} --ip-permissions ${shellQuote(`IpProtocol=tcp,FromPort=${port},ToPort=${port},IpRanges=[${ranges}]`)}`,
      ),
    ],
    ...(group !== undefined && {
      terraform: networks
        .flatMap((network, index) =>
          DATABASE_PORTS.map((port) =>
            [
              `resource "aws_vpc_security_group_egress_rule" "${label}_${index}_${port}" {`,
              `  security_group_id = ${hclString(group)}`,
              '  ip_protocol       = "tcp"',
              `  from_port         = ${port}`,
              `  to_port           = ${port}`,
              `  cidr_ipv4         = ${hclString(network)}`,
              '}',
            ].join('\n'),
          ),
        )
        .join('\n\n'),
    }),
  };
}
