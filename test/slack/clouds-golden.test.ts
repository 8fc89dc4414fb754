import { describe, expect, test } from 'vitest';
import { judge } from '../../src/core/chain/judge.ts';
import type { LinkName } from '../../src/core/chain/link.ts';
import type { AwsFacts } from '../../src/core/cloud/aws-facts.ts';
import type { GcpFacts } from '../../src/core/cloud/gcp-facts.ts';
import type { Unseen } from '../../src/core/cloud/sight.ts';
import { unseenFacts } from '../../src/core/cloud/unseen-facts.ts';
import { exportAsCode } from '../../src/core/export/export-as-code.ts';
import type { Observation, Peering } from '../../src/core/peering.ts';
import { linksSeenTo } from '../../src/core/plan/links-seen-to.ts';
import type { Plan } from '../../src/core/plan/plan.ts';
import { planComplete } from '../../src/core/plan/plan-complete.ts';
import { planTerminate } from '../../src/core/plan/plan-terminate.ts';
import { fixesOf } from '../../src/operations/draw-card.ts';
import { peeringCard } from '../../src/slack/cards/peering-card.ts';
import { firstHandOver, howToLabel } from '../../src/slack/hand-over.ts';
import { completeView } from '../../src/slack/modals/complete-view.ts';
import { createView } from '../../src/slack/modals/create-view.ts';
import { detailsView } from '../../src/slack/modals/details-view.ts';
import { exportView } from '../../src/slack/modals/export-view.ts';
import { terminateView } from '../../src/slack/modals/terminate-view.ts';
import {
  awsFacts,
  connection,
  denied,
  gcpFacts,
  local,
  lookedAt,
  saw,
  table,
  toPeering,
} from '../core/cloud/given.ts';
import { active, inGcp } from '../core/export/given.ts';
import { cluster, awsVpc as vpcInAws, gcpVpc as vpcInGcp } from '../core/given.ts';
import { awsVpc, card, DAY, details, fresh, gcpVpc, NOW, shown } from './given.ts';
import { expectGolden, whatSlackRefuses } from './golden.ts';

type More = Parameters<typeof lookedAt>[1];

/** What people see of a peering, from what its cloud shows: judged and drawn as the bot does it. */
function seen(facts: AwsFacts | GcpFacts, more: More = {}) {
  const { peering, observation } = lookedAt(facts, more);
  return drawn(peering, observation);
}

function drawn(peering: Peering, observation: Observation) {
  const verdict = judge(peering, observation, { now: NOW });
  const fixes = fixesOf(verdict);
  const yugabyteVpc = peering.application.provider === 'AWS' ? vpcInAws() : vpcInGcp();
  const { id, state, yugabyteVpcName, ...spec } = peering;
  return {
    verdict,
    details: detailsView(details({ peering, yugabyteVpc, clusters: [], verdict, fixes })),
    card: peeringCard(
      card({ peeringName: peering.name, peeringId: id, spec, yugabyteVpcName, state, verdict, fixes }),
      new Map([['U0OPERATOR', 'Ola']]),
    ),
  };
}

/** No list lets the application in, and the routes could not be read. */
function notAllowed() {
  const { peering, observation } = lookedAt(awsFacts({ routeTables: denied('ec2:DescribeRouteTables') }));
  const behind = { ...observation, clusters: { ok: true as const, value: [cluster('orders')] } };
  return drawn(peering, behind);
}

const noRoute = saw([
  table('rtb-0aaaaaaaaaaaaaaa1', { isMain: true, routes: [local], name: 'public' }),
  table('rtb-0aaaaaaaaaaaaaaa2', { subnetIds: ['subnet-a'], routes: [local], name: 'private' }),
  table('rtb-0aaaaaaaaaaaaaaa3', { subnetIds: ['subnet-b'] }),
]);
const refused: Unseen = {
  ok: false,
  why: 'role-denied',
  reason: 'AWS does not let the bot assume arn:aws:iam::111122223333:role/peering-bot.',
  missing: 'sts:AssumeRole',
};

const looks = {
  green: seen(awsFacts()),
  'route-gone': seen(awsFacts({ routeTables: noRoute })),
  settling: seen(
    awsFacts({
      routeTables: saw([
        table('rtb-0aaaaaaaaaaaaaaa1', {
          isMain: true,
          routes: [local, { ...toPeering, state: 'blackhole' }],
        }),
      ]),
    }),
  ),
  waiting: seen(
    awsFacts({
      connection: saw(connection({ status: 'pending-acceptance', expiresAt: NOW + 5 * DAY })),
      routeTables: noRoute,
      dns: saw({ support: true, hostnames: false }),
    }),
    { state: 'PENDING' },
  ),
  'one-right-missing': seen(awsFacts({ routeTables: denied('ec2:DescribeRouteTables') }), { mayAct: false }),
  'account-unseen': seen(unseenFacts('AWS', NOW, refused) as AwsFacts),
  'dns-off-and-acl-unseen': seen(
    awsFacts({
      dns: saw({ support: true, hostnames: false }),
      networkAcls: denied('ec2:DescribeNetworkAcls'),
    }),
  ),
  'unseen-and-not-allowed': notAllowed(),
  'gcp-green': seen(gcpFacts()),
  'gcp-no-mirror': seen(
    gcpFacts({
      network: saw({ project: 'my-project', name: 'app-network', auto: false, legacy: false, peerings: [] }),
    }),
  ),
  'gcp-routes-unseen': seen(gcpFacts({ peeringRoutes: denied('compute.networks.listPeeringRoutes') })),
};

const plan = (made: Plan | { nothing: string }): Plan => {
  if ('nothing' in made) throw new Error(made.nothing);
  return made;
};
const waiting = lookedAt(
  awsFacts({
    connection: saw(connection({ status: 'pending-acceptance' })),
    routeTables: noRoute,
    dns: saw({ support: true, hostnames: false }),
  }),
  { state: 'PENDING' },
);
const whole = plan(planComplete(waiting.peering, waiting.observation));
const leaveOut = ['rtb-0aaaaaaaaaaaaaaa2'];
const standing = active();
const mirrored = lookedAt(gcpFacts());
const terminating = (cleanUp: boolean, { peering, observation }: ReturnType<typeof lookedAt>) =>
  terminateView({
    peering,
    freshness: fresh,
    shown: shown(plan(planTerminate(peering, observation, { withdrawAccess: false, cleanUp }))),
    withdraw: false,
    canWithdraw: false,
    cleanUp,
    canCleanUp: true,
    armed: 'no',
  });
const chosen = { round: 0, typed: {}, vpcId: awsVpc.id, provider: 'AWS', suggested: 'prod-vpc-peering' };
const offers = {
  vpcs: [
    { id: 'vpc-0a1b2c3d4e5f60718', name: 'shop <!channel>', cidrs: ['10.0.0.0/16', '10.99.0.0/16'] },
    { id: 'vpc-0a1b2c3d4e5f60719', cidrs: [] },
  ],
  cidrs: [],
};

const views = {
  complete: completeView({ peering: waiting.peering, whole, shown: shown(whole), leaveOut: [] }),
  'complete-left-out': completeView({
    peering: waiting.peering,
    whole,
    shown: shown(plan(planComplete(waiting.peering, waiting.observation, { leaveOut }))),
    leaveOut,
    needsApproval: ['U0APPROVER'],
  }),
  'complete-nothing': completeView({
    peering: waiting.peering,
    whole,
    nothing: 'Nothing is missing in AWS account 111122223333.',
    leaveOut,
    notice: 'It has changed meanwhile.',
  }),
  'export-aws': exportView(standing.peering.name, exportAsCode(standing.peering, standing.observation)),
  'export-gcp': exportView('analytics', exportAsCode(inGcp().peering, inGcp().observation)),
  'terminate-clean-up': terminating(true, standing),
  'terminate-clean-up-unticked': terminating(false, standing),
  'terminate-clean-up-gcp': terminating(true, mirrored),
  'create-offers-vpcs': createView({
    memory: chosen,
    vpc: awsVpc,
    values: { cloudProject: '111122223333', region: 'us-west-2' },
    problems: [],
    offers,
  }),
  'create-offers-cidrs': createView({
    memory: chosen,
    vpc: awsVpc,
    values: { cloudProject: '111122223333', region: 'us-west-2', externalVpcId: 'vpc-0a1b2c3d4e5f60718' },
    problems: [],
    offers: { ...offers, cidrs: ['10.0.0.0/16', '10.99.0.0/16'] },
  }),
  'create-offers-gcp': createView({
    memory: { ...chosen, provider: 'GCP' },
    vpc: gcpVpc,
    values: { cloudProject: 'my-project' },
    problems: [],
    offers: { vpcs: [{ id: 'app-network', cidrs: [] }], cidrs: [] },
  }),
};

describe('what is drawn of the clouds is as its golden file has it, and Slack accepts it', () => {
  test.each(Object.entries(views))('view %s', (name, view) => expectGolden(`view-${name}`, view));
  test.each(Object.entries(looks))('details %s', (name, look) =>
    expectGolden(`view-details-${name}`, look.details),
  );
  test.each(Object.entries(looks))('card %s', (name, look) =>
    expectGolden(`message-card-${name}`, look.card),
  );
});

const textOf = (drawn: object) => JSON.stringify(drawn);

test.each([
  ['green', 'ok ok ok ok ok ok', 'Traffic flows.'],
  ['route-gone', 'ok ok broken ok ok ok', 'Traffic cannot flow.'],
  ['settling', 'ok ok waiting ok ok ok', 'Traffic does not flow yet.'],
  ['one-right-missing', 'ok ok unknown ok ok ok', 'Traffic can flow, as far as the bot can see.'],
] as const)('six links, %s: each with its word', (name, links, sentence) => {
  const look = looks[name];
  expect(look.verdict.links.map(({ status }) => status).join(' ')).toBe(links);
  const icons = {
    ok: 'white_check_mark',
    broken: 'x',
    waiting: 'hourglass_flowing_sand',
    unknown: 'grey_question',
  };
  for (const { name: link, status } of look.verdict.links) {
    const words = `:${icons[status]}: ${link.charAt(0).toUpperCase()}${link.slice(1)}: ${status}`;
    expect(textOf(look.details)).toContain(words);
    expect(textOf(look.card)).toContain(words);
  }
  expect(textOf(look.details)).toContain(sentence);
});

describe('while the bot completes it', () => {
  const { peering, observation } = waiting;
  const verdict = judge(peering, observation, { now: NOW });
  const doing = { kind: 'complete', sentence: 'Step 2 of 6: accepting the request', step: 2, of: 6 } as const;
  const shownWith = (seesTo: LinkName[]) => {
    const progress = { ...doing, seesTo };
    return [
      peeringCard(card({ state: 'PENDING', verdict, fixes: [], progress })),
      detailsView(details({ peering, verdict, fixes: [], running: { ...progress, by: 'U0OPERATOR' } })),
    ].map(textOf);
  };

  test('nobody is asked to do by hand what it is about to do', () => {
    for (const text of shownWith(linksSeenTo(whole.steps))) {
      expect(text).toContain('Accepted: waiting');
      expect(text).toContain('Nobody has to do anything now: the bot goes on by itself.');
      expect(text).not.toContain('Whose turn');
      expect(text).not.toContain('How to accept');
    }
  });

  test('somebody is, once it is held up', () => {
    for (const text of shownWith([])) {
      expect(text).not.toContain('Nobody has to');
      expect(text).toContain('Whose turn');
      expect(text).toContain('How to accept');
    }
  });
});

describe('grey: what nobody could see, and how to let the bot see it', () => {
  test('the exact statement, and whose turn that is', () => {
    for (const drawn of [looks['one-right-missing'].details, looks['one-right-missing'].card]) {
      expect(textOf(drawn)).toContain('*Not known: Routed.* The route tables could not be read');
      expect(textOf(drawn)).toContain('whoever may change AWS account 111122223333');
      expect(textOf(drawn)).toContain('\\"Action\\":\\"ec2:DescribeRouteTables');
      expect(textOf(drawn)).toContain('How to let the bot see');
      expect(textOf(drawn)).not.toContain('*What is missing:*');
    }
  });

  test('what one thing would show is told once, also when something before it is broken', () => {
    const { details: drawn } = looks['account-unseen'];
    expect(textOf(drawn)).toContain('*Not known: Routed, Resolvable and Permitted.*');
    expect(textOf(drawn).match(/To let the bot see/g)).toHaveLength(1);
    const both = textOf(looks['dns-off-and-acl-unseen'].card);
    expect(both).toContain('*What is missing:* DNS hostnames is off');
    expect(both).toContain('*Not known: Permitted.* The network ACLs could not be read');
  });

  test('does not hide what is known to stop traffic behind it', () => {
    const look = looks['unseen-and-not-allowed'];
    for (const shown of [look.details, look.card]) {
      expect(textOf(shown)).toContain('*Not known: Routed.*');
      expect(textOf(shown)).toMatch(/\*What is missing:\* [^"]*orders/);
      const row = shown.blocks.find(({ type }) => type === 'actions') as { elements: object[] } | undefined;
      const primary = row?.elements.filter((one) => 'style' in one && one.style === 'primary');
      expect(primary).toMatchObject([{ text: { text: 'Allow access' } }]);
    }
  });

  test('what mends comes before what only shows', () => {
    const { peering, observation } = lookedAt(
      awsFacts({
        routeTables: denied('ec2:DescribeRouteTables'),
        dns: saw({ support: true, hostnames: false }),
      }),
    );
    const verdict = judge(peering, observation, { now: NOW });
    expect(verdict.firstBroken?.name).toBe('routed');
    expect(verdict.sentence).toMatch(/^Traffic cannot flow\. DNS hostnames is off/);
    expect(firstHandOver(verdict)?.link.name).toBe('resolvable');
    expect(howToLabel(verdict, 'AWS')).toBe('How to mend it');
  });

  test('in GCP it is the permission', () => {
    expect(textOf(looks['gcp-routes-unseen'].details)).toContain(
      'gcloud iam roles update peeringBot --project=my-project --add-permissions=compute.networks.listPeeringRoutes',
    );
  });
});

test.each([
  [300, 'all of them are there'],
  [3000, 'what does not fit is said'],
])('an export of %d routes is one that Slack takes; %s', (count) => {
  const tables = Array.from({ length: count }, (_, index) =>
    table(`rtb-${String(index).padStart(17, '0')}`, { isMain: index === 0 }),
  );
  const { peering, observation } = lookedAt(awsFacts({ routeTables: saw(tables) }));
  const drawn = exportView(peering.name, exportAsCode(peering, observation));
  expect(whatSlackRefuses(drawn)).toEqual([]);
  const lines = textOf(drawn).match(/aws ec2 create-route /g) ?? [];
  if (count === 300) expect(lines).toHaveLength(300);
  else expect(textOf(drawn.blocks.at(-1) ?? {})).toMatch(/\d+ more parts do not fit into one Slack view/);
});
