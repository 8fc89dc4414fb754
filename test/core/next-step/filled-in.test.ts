import { describe, expect, test } from 'vitest';
import { judge } from '../../../src/core/chain/judge.ts';
import type { HandOver } from '../../../src/core/chain/link.ts';
import type { AwsFacts, AwsRoute } from '../../../src/core/cloud/aws-facts.ts';
import type { GcpFacts } from '../../../src/core/cloud/gcp-facts.ts';
import type { Sight } from '../../../src/core/cloud/sight.ts';
import { leftovers } from '../../../src/core/next-step/leftovers.ts';
import {
  awsFacts,
  connection,
  denied,
  gcpFacts,
  local,
  lookedAt,
  mirror,
  PCX,
  saw,
  table,
  toPeering,
  YUGABYTE,
} from '../cloud/given.ts';
import { NOW } from '../given.ts';
import { isInstalled, run } from './shell.ts';

type Change<Facts> = [words: string, Partial<Facts>];

const inMain = (...routes: AwsRoute[]): Partial<AwsFacts> => ({
  routeTables: saw([table('rtb-main', { isMain: true, routes: [local, ...routes] })]),
});
const stop = { egress: true, ruleNumber: 50, allow: false, protocol: '-1', cidr: '0.0.0.0/0' };
const pending = saw(connection({ status: 'pending-acceptance' }));

/** Everything that can be wrong in AWS, and everything that may not be seen. */
const aws: Change<AwsFacts>[] = [
  ['all is well', {}],
  ['a request waits', { connection: pending }],
  ['a request waits, no route', { connection: pending, ...inMain() }],
  ['a request waits, tables unseen', { connection: pending, routeTables: denied('ec2:DescribeRouteTables') }],
  ['a request waits, subnets unseen', { connection: pending, subnets: denied('ec2:DescribeSubnets') }],
  ['a request waits, DNS unseen', { connection: pending, dns: denied('ec2:DescribeVpcAttribute') }],
  ['no route', inMain()],
  ['a dead route', inMain({ cidr: YUGABYTE, state: 'blackhole', target: 'pcx-00000000000000001' })],
  ['a taken route', inMain({ cidr: YUGABYTE, state: 'active', target: 'tgw-1' })],
  ['a narrower route', inMain(toPeering, { cidr: '10.1.0.64/26', state: 'active', target: 'eni-1' })],
  ['DNS is off', { dns: saw({ support: false, hostnames: false }) }],
  [
    'DNS is off, tables unseen',
    { dns: saw({ support: true, hostnames: false }), routeTables: denied('ec2:DescribeRouteTables') },
  ],
  ['DNS is off, no route', { dns: saw({ support: true, hostnames: false }), ...inMain() }],
  ['an ACL', { networkAcls: saw([{ networkAclId: 'acl-9', subnetIds: ['subnet-a'], rules: [stop] }]) }],
  ['one security group', { securityGroups: saw([{ groupId: 'sg-1', name: 'x', egress: [] }]) }],
  ['ended', { connection: saw(connection({ status: 'rejected' })) }],
  ['nowhere', { connection: saw(undefined) }],
  ['no VPC', { vpc: saw(undefined) }],
  ...(['connection', 'dns', 'subnets', 'routeTables', 'networkAcls', 'securityGroups'] as const).map(
    (side): Change<AwsFacts> => [`${side} unseen`, { [side]: denied(`ec2:Describe-${side}`) }],
  ),
];

const network = (peerings: (typeof mirror)[]): Partial<GcpFacts> => ({
  network: saw({ project: 'my-project', name: 'app-network', auto: false, legacy: false, peerings }),
});
const gcp: Change<GcpFacts>[] = [
  ['no mirror', network([])],
  ['half a mirror', network([{ ...mirror, state: 'INACTIVE' }])],
  ['not exchanged', network([{ ...mirror, exchangesSubnetRoutes: false }])],
  ['no route', { peeringRoutes: saw([]) }],
  ['no network', { network: saw(undefined) }],
  [
    'a firewall rule',
    {
      egressRules: saw([
        {
          name: 'deny-all',
          source: 'firewall rules',
          priority: 1000,
          action: 'deny',
          isTargeted: false,
          destinations: ['0.0.0.0/0'],
          protocols: [{ protocol: 'all' }],
        },
      ]),
    },
  ],
  ['routes unseen', { peeringRoutes: denied('compute.networks.listPeeringRoutes') }],
];

interface Case {
  words: string;
  facts: AwsFacts | GcpFacts;
  steps: HandOver[];
}

/** Every hand-over that is shown for it, Pending and Active, whether the bot may act or not, and what cleans up. */
function stepsOf(facts: AwsFacts | GcpFacts): HandOver[] {
  const all = ['PENDING', 'ACTIVE'].flatMap((state) =>
    [true, false].flatMap((mayAct) => {
      const { peering, observation } = lookedAt(facts, { state, mayAct });
      const { links } = judge(peering, observation, { now: NOW });
      return [
        ...links.flatMap(({ findings }) => findings.map(({ nextStep }) => nextStep)),
        leftovers(peering, observation),
      ];
    }),
  );
  return all.flatMap((step) => (step?.kind === 'hand-over' ? [step] : []));
}

const cases: Case[] = [
  ...aws.map(([words, more]) => ({ words: `AWS: ${words}`, facts: awsFacts(more) })),
  ...gcp.map(([words, more]) => ({ words: `GCP: ${words}`, facts: gcpFacts(more) })),
].map(({ words, facts }) => ({ words, facts, steps: stepsOf(facts) }));

const cli = ({ sections }: HandOver) => sections.flatMap((section) => section.cli).join('\n');
const hcl = ({ sections }: HandOver) => sections.flatMap((section) => section.terraform ?? []).join('\n\n');
const clicks = ({ sections }: HandOver) => sections.map((section) => section.console.clicks).join('\n');
const isAccept = ({ title }: HandOver) => /^(Accept|Mend) the peering/.test(title);
const isCleanUp = ({ title }: HandOver) => title.startsWith('Clean up in AWS');

const seen = <T>(sight: Sight<T>): T | undefined => (sight.ok ? sight.value : undefined);

describe.each(cases)('$words', ({ facts, steps }) => {
  test('there is something to hand over, and nothing in it is left to be filled in', () => {
    expect(steps.length).toBeGreaterThan(0);
    for (const step of steps) {
      for (const text of [step.title, cli(step), hcl(step), clicks(step)]) {
        expect(text).not.toMatch(/<[a-z][a-z -]*>|undefined|\bTODO\b|\bxxx+\b/i);
      }
    }
  });

  test('what Terraform refers to is there as well', () => {
    for (const step of steps) {
      const text = hcl(step).replace(/^\s*#.*$/gm, '');
      const made = new Set([
        ...[...text.matchAll(/^resource "(\w+)" "(\w+)"/gm)].map(([, kind, name]) => `${kind}.${name}`),
        ...[...text.matchAll(/^data "(\w+)" "(\w+)"/gm)].map(([, kind, name]) => `data.${kind}.${name}`),
      ]);
      const used = [...text.matchAll(/\b(?:data\.)?aws_\w+\.peering_\w+/g)].map(([address]) => address);
      for (const address of used) expect([...made]).toContain(address);
    }
  });

  if (facts.provider !== 'AWS') return;
  const known = seen(facts.connection)?.connectionId;

  if (known !== undefined) {
    test('the pcx- id stands everywhere, and nothing looks for it', () => {
      for (const step of steps.filter(isAccept)) {
        expect(cli(step)).not.toContain('PCX');
        expect(hcl(step)).not.toMatch(
          /data "aws_vpc_peering_connection"|aws_vpc_peering_connection_accepter\.\w+\.id/,
        );
        expect(clicks(step)).not.toMatch(/that request|the pcx- id/);
        for (const line of cli(step)
          .split('\n')
          .filter((one) => one.includes('--vpc-peering-connection-id'))) {
          expect(line).toContain(known);
        }
      }
      for (const step of steps.filter(isCleanUp)) {
        expect(clicks(step)).toContain(known);
        expect(cli(step)).toContain(`VpcPeeringConnectionId==\`"${known}"\``);
      }
    });
  }

  if (known !== undefined && facts.routeTables.ok && facts.subnets.ok) {
    test('the route tables stand there, and nothing looks for them', () => {
      for (const step of steps.filter(isAccept)) {
        expect(cli(step)).not.toMatch(/for RTB in|describe-route-tables .*--filters/);
        expect(hcl(step)).not.toContain('data "aws_route_tables"');
        expect(clicks(step)).not.toContain('each route table of');
      }
    });
  }
});

test('a clean-up names the tables that lead to the peering', () => {
  const [step] = stepsOf(awsFacts()).filter(isCleanUp);
  expect(step && clicks(step)).toMatch(
    /In rtb-main, rtb-a and rtb-b: .*whose target is pcx-0a1b2c3d4e5f60718/,
  );
});

test('every rule that hands over is among these', () => {
  const rules = new Set(
    cases.flatMap(({ facts }) =>
      ['PENDING', 'ACTIVE'].flatMap((state) => {
        const { peering, observation } = lookedAt(facts, { state });
        const { links } = judge(peering, observation, { now: NOW });
        return links.flatMap(({ findings }) =>
          findings.filter(({ nextStep }) => nextStep?.kind === 'hand-over').map(({ rule }) => rule),
        );
      }),
    ),
  );
  expect([...rules].sort()).toEqual([
    'accepted.ended-in-aws',
    'accepted.inactive',
    'accepted.no-mirror',
    'accepted.no-network',
    'accepted.no-vpc',
    'accepted.pending-aws',
    'accepted.pending-gcp',
    'permitted.firewall',
    'permitted.network-acl',
    'permitted.security-groups',
    'permitted.unseen',
    'resolvable.dns-off',
    'resolvable.unseen',
    'routed.blackhole',
    'routed.no-route',
    'routed.not-exchanged',
    'routed.shadowed',
    'routed.taken',
    'routed.unseen',
  ]);
});

const shell = ['bash', 'sh'].find(isInstalled) ?? 'sh';

test('all lines are ones that a shell takes', async () => {
  const all = [...new Set(cases.flatMap(({ steps }) => steps.map(cli)))];
  for (const input of all) {
    expect(await run(shell, ['-n'], { input: `${input}\n` })).toEqual({ code: 0, stdout: '', stderr: '' });
  }
});

const hasTerraform = isInstalled('terraform');
if (!hasTerraform)
  process.stderr.write('Skipped, because terraform was not found: the format of its parts.\n');

test.skipIf(!hasTerraform)('all of Terraform is in its own format', async () => {
  const all = [...new Set(cases.flatMap(({ steps }) => steps.map(hcl)))].filter((text) => text !== '');
  const input = `${all.join('\n\n')}\n`;
  expect(await run('terraform', ['fmt', '-check', '-diff', '-'], { input })).toMatchObject({
    code: 0,
    stdout: '',
  });
});

test('there are enough of both kinds for that to say something', () => {
  const all = cases.flatMap(({ steps }) => steps);
  expect(all.filter(isAccept).length).toBeGreaterThan(20);
  expect(all.filter(isCleanUp).length).toBeGreaterThan(20);
  expect(all.filter((step) => cli(step).includes(PCX)).length).toBeGreaterThan(20);
});
