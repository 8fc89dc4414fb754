import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PeeringBotError } from '../../src/core/errors.ts';
import type { HistoryEvent } from '../../src/operations/api.ts';
import { peeringCard } from '../../src/slack/cards/peering-card.ts';
import { helpMessage } from '../../src/slack/commands/help-message.ts';
import { menuMessage, readingMenu } from '../../src/slack/commands/menu-message.ts';
import { explain, explanationMessage, explanationView } from '../../src/slack/explain.ts';
import type { PrivateMessage } from '../../src/slack/interaction.ts';
import { allowAccessView, askCidrView } from '../../src/slack/modals/allow-access-view.ts';
import { createPlanView, createView, noVpcView } from '../../src/slack/modals/create-view.ts';
import { detailsView } from '../../src/slack/modals/details-view.ts';
import { doctorView } from '../../src/slack/modals/doctor-view.ts';
import { historyView } from '../../src/slack/modals/history-view.ts';
import { howToView } from '../../src/slack/modals/how-to-view.ts';
import { listView } from '../../src/slack/modals/list-view.ts';
import { loadingView } from '../../src/slack/modals/modal.ts';
import { terminateView } from '../../src/slack/modals/terminate-view.ts';
import { whichOneMessage } from '../../src/slack/modals/which-one.ts';
import { refusalMessage, refusalView } from '../../src/slack/rights.ts';
import { toSlackMessage } from '../../src/slack/tell-privately.ts';
import {
  allowPlan,
  awsPeering,
  awsVpc,
  azureVpc,
  card,
  cluster,
  createPlan,
  DAY,
  details,
  eventsOf,
  fix,
  flowingVerdict,
  fresh,
  gapVerdict,
  gcpPeering,
  gcpVpc,
  handOver,
  listing,
  NOW,
  row,
  rowsOf,
  shown,
  terminatePlan,
} from './given.ts';
import { expectGolden, whatSlackRefuses } from './golden.ts';

const rights = {
  operators: ['U0OPERATOR', 'S0PLATFORM'],
  approvers: ['U0APPROVER'],
  protectedNames: ['prod-*'],
};
const old = {
  at: NOW - DAY,
  old: true,
  refreshFailed: { at: NOW, reason: 'Yugabyte does not answer.', ref: 'ref-1' },
};
const memory = { round: 0, typed: {} };
const chosen = { ...memory, vpcId: awsVpc.id, provider: 'AWS', suggested: 'prod-vpc-peering' };

const privateMessages: Record<string, PrivateMessage> = {
  menu: menuMessage({
    freshness: fresh,
    total: 7,
    byState: [
      { state: 'ACTIVE', count: 5 },
      { state: 'PENDING', count: 2 },
    ],
    attention: [
      row(),
      row({ id: 'peering-9', name: 'billing', sentence: 'Active, but cluster db does not let it in' }),
    ],
  }),
  'menu-old': menuMessage({
    freshness: old,
    total: 1,
    byState: [{ state: 'SOMETHING_NEW', count: 1 }],
    attention: [],
  }),
  'menu-empty': menuMessage({ freshness: fresh, total: 0, byState: [], attention: [] }),
  'menu-reading': readingMenu(),
  help: helpMessage(rights),
  'help-did-you-mean': helpMessage(rights, { unknown: 'delte', meant: 'terminate' }),
  'help-nobody': helpMessage({ operators: [], approvers: [], protectedNames: [] }, { unknown: '<!channel>' }),
  refusal: refusalMessage({
    reason: 'Only operators may terminate a peering.',
    whoMay: ['U0OPERATOR', 'S0PLATFORM'],
  }),
  'which-one': whichOneMessage(
    { found: 'many', peerings: [awsPeering, { ...gcpPeering, name: 'orders-web' }] },
    'terminate',
    'orders-web',
  ),
  'which-one-history': whichOneMessage(
    { found: 'many', peerings: [awsPeering, { ...gcpPeering, name: 'orders-web' }] },
    'history',
    'orders-web',
  ),
  'which-one-history-none': whichOneMessage(
    { found: 'none', nearest: 'orders-web' },
    'history',
    'orders-weeb',
  ),
  'which-one-none': whichOneMessage({ found: 'none', nearest: 'orders-web' }, 'details', 'orders-weeb'),
  trouble: explanationMessage(
    explain(
      new PeeringBotError('unreachable', 'Yugabyte does not answer.', {
        means: 'Nothing was changed.',
        mend: 'Try again.',
      }),
      'ref-1',
    ),
  ),
  'trouble-unknown': explanationMessage(explain(new Error('secret inside'), 'ref-2')),
};

const messages: Record<string, { text: string; blocks?: unknown[] }> = {
  ...Object.fromEntries(
    Object.entries(privateMessages).map(([name, message]) => [name, toSlackMessage(message)]),
  ),
  'card-requesting': peeringCard(
    card({ state: 'REQUESTING', peeringId: undefined, verdict: undefined, terminable: false } as never),
    new Map([['U0OPERATOR', 'Ola']]),
  ),
  'card-pending': peeringCard(card(), new Map([['U0OPERATOR', 'Ola']])),
  'card-pending-unread': peeringCard(
    card({ verdict: undefined, stale: { at: NOW - DAY, reason: 'Yugabyte does not answer.' } } as never),
  ),
  'card-active-gap': peeringCard(card({ state: 'ACTIVE', verdict: gapVerdict, fixes: [fix] })),
  'card-active': peeringCard(card({ state: 'ACTIVE', verdict: flowingVerdict })),
  'card-progress': peeringCard(
    card({
      state: 'ACTIVE',
      verdict: gapVerdict,
      progress: {
        kind: 'allow-access',
        sentence: 'Step 2 of 3: putting the allow list on orders-db',
        step: 2,
        of: 3,
        seesTo: ['allowed'],
      },
    }),
  ),
  'card-failed': peeringCard(
    card({
      state: 'FAILED',
      failure: { sentence: 'Yugabyte refused: CIDR overlaps.', mend: 'Choose another CIDR.', ref: 'ref-3' },
    }),
  ),
  'card-terminated': peeringCard(
    card({ state: 'TERMINATED', verdict: undefined, terminable: false } as never),
  ),
  'card-cleaned-up': peeringCard(
    card({ state: 'TERMINATED', cleanedUp: true, verdict: undefined, terminable: false } as never),
  ),
};

const wholeStory: HistoryEvent[] = [
  {
    at: NOW - 6 * DAY,
    kind: 'refused',
    sentence: 'Wanted to create this peering and was not allowed to: Only operators may create a peering.',
    by: 'U0VIEWER',
    ref: 'ref-1',
  },
  {
    at: NOW - 5 * DAY,
    kind: 'asked',
    sentence: 'Asked for this peering.',
    by: 'U0OPERATOR',
    approvedBy: 'U0APPROVER',
  },
  {
    at: NOW - 5 * DAY,
    kind: 'news',
    sentence: 'Pending: waiting to be accepted in AWS account 111122223333.',
  },
  {
    at: NOW - DAY,
    kind: 'stopped',
    sentence: 'Tried to let the application VPC in, and it stopped: <!channel> *Yugabyte* refused it.',
    by: 'U0OPERATOR',
    ref: 'ref-2',
  },
];

const views = {
  'list-0': listView(listing([]), { page: 0 }),
  'list-1': listView(listing([row()]), { page: 0 }),
  'list-25-page-2': listView(listing(rowsOf(25)), { page: 1 }),
  'list-1000': listView(listing(rowsOf(1000)), {
    page: 7,
    search: 'orders',
    state: 'PENDING',
    provider: 'AWS',
  }),
  'list-nothing-matches': listView(listing([], { total: 12, freshness: old }), { page: 0, search: 'x' }),
  'list-deleting': listView(listing([row({ terminable: false, state: 'DELETING' })]), { page: 0 }),
  'details-pending': detailsView(details()),
  'details-gap': detailsView(
    details({
      peering: { ...awsPeering, state: 'ACTIVE' },
      verdict: gapVerdict,
      fixes: [fix],
      clusters: [{ cluster, letIn: false, allowLists: ['office'] }],
      running: {
        kind: 'allow-access',
        sentence: 'Step 1 of 2',
        step: 1,
        of: 2,
        seesTo: ['allowed'],
        by: 'U0OPERATOR',
      },
    }),
  ),
  'details-gcp-unread': detailsView(
    details({
      peering: gcpPeering,
      yugabyteVpc: undefined,
      clusters: [],
      freshness: old,
      terminable: false,
    } as never),
  ),
  history: historyView({ name: 'orders-web', peering: awsPeering, gone: false, events: wholeStory }),
  'history-gone': historyView({ name: 'orders-web', gone: true, events: wholeStory.slice(0, 1) }),
  'history-nothing': historyView({ name: 'orders-web', peering: awsPeering, gone: false, events: [] }),
  'history-1000-page-3': historyView({ name: 'orders-web', gone: false, events: eventsOf(1000) }, 2),
  doctor: doctorView([
    { check: 'Slack token', status: 'ok', sentence: 'The bot token works.' },
    {
      check: 'Channel',
      status: 'problem',
      sentence: 'The bot is not in the channel C0PEERINGS.',
      mend: '/invite the bot there.',
    },
    { check: 'Last tick', status: 'not checkable', sentence: 'There was no tick yet.' },
  ]),
  'doctor-well': doctorView([{ check: 'Slack token', status: 'ok', sentence: 'The bot token works.' }]),
  'how-to': howToView(handOver),
  'create-empty': createView({ memory, values: {}, problems: [] }),
  'create-aws': createView({
    memory: chosen,
    vpc: awsVpc,
    values: { name: 'prod-vpc-peering' },
    problems: [],
  }),
  'create-aws-problems': createView({
    memory: chosen,
    vpc: awsVpc,
    values: { name: 'x', cidr: '10.0.0.5/16' },
    problems: [{ field: 'cidr', sentence: '10.0.0.5/16 has host bits set.', suggestion: '10.0.0.0/16' }],
  }),
  'create-gcp': createView({ memory: { ...chosen, provider: 'GCP' }, vpc: gcpVpc, values: {}, problems: [] }),
  'create-azure': createView({
    memory: { ...chosen, provider: 'AZURE' },
    vpc: azureVpc,
    notPeerable: 'azure-vpc is in Azure, where Yugabyte offers private service endpoints.',
    values: {},
    problems: [],
  }),
  'create-no-vpc': noVpcView([]),
  'create-no-peerable-vpc': noVpcView([{ vpc: azureVpc, notPeerable: 'azure-vpc is in Azure.' }]),
  'create-plan': createPlanView(
    {
      yugabyteVpcId: 'yb-vpc-1',
      name: 'orders-web',
      cloudProject: '111122223333',
      externalVpcId: 'vpc-0a1b2c3d4e5f60718',
      allowAccess: true,
    },
    { whole: createPlan, shown: shown(createPlan), leaveOut: [] },
    'Meanwhile another peering was made: please look again.',
  ),
  'allow-access-ask': askCidrView(gcpPeering),
  'allow-access-plan': allowAccessView(awsPeering, '10.0.0.0/16', shown(allowPlan)),
  terminate: terminateView({
    peering: awsPeering,
    freshness: fresh,
    shown: shown(terminatePlan(false)),
    withdraw: false,
    canWithdraw: true,
    cleanUp: false,
    canCleanUp: false,
    armed: 'no',
  }),
  'terminate-typed': terminateView({
    peering: awsPeering,
    freshness: fresh,
    shown: shown(terminatePlan(true)),
    withdraw: true,
    canWithdraw: true,
    cleanUp: false,
    canCleanUp: false,
    armed: 'typing',
  }),
  'terminate-continued': terminateView({
    peering: awsPeering,
    freshness: old,
    shown: shown(terminatePlan(false)),
    withdraw: false,
    canWithdraw: false,
    cleanUp: false,
    canCleanUp: false,
    armed: 'continued',
    notice: 'It has changed meanwhile.',
  }),
  loading: loadingView('Peerings'),
  refusal: refusalView({ reason: 'Nobody is set up.', whoMay: [] }),
  trouble: explanationView(explain(new PeeringBotError('timeout', 'Yugabyte took too long.'), 'ref-4')),
};

describe('every message is as its golden file has it, and Slack accepts it', () => {
  test.each(Object.entries(messages))('%s', (name, message) => expectGolden(`message-${name}`, message));
});

describe('every view is as its golden file has it, and Slack accepts it', () => {
  test.each(Object.entries(views))('%s', (name, view) => expectGolden(`view-${name}`, view));
});

test('a waiting card always says what is missing, whose turn it is and until when', () => {
  const text = JSON.stringify(peeringCard(card()));
  expect(text).toContain('has to accept the request');
  expect(text).toContain('whoever may change AWS account 111122223333');
  expect(text).toContain(`<!date^${(NOW + 5 * DAY) / 1000}^`);
  expect(JSON.stringify(messages['card-pending-unread'])).toContain(
    'could not be read: Yugabyte does not answer.',
  );
});

test('errors that are not ours show nothing of their own text', () => {
  expect(JSON.stringify(messages['trouble-unknown'])).not.toContain('secret inside');
});

describe('whatever the clouds call things', () => {
  const hostile = fc.oneof(
    fc.string({ maxLength: 400, unit: 'binary' }),
    fc.constantFrom(
      '<!channel>',
      '<@U0OPERATOR>',
      '`*_~',
      '"quoted"',
      '&lt;!here&gt;',
      '😀'.repeat(300),
      '<http://x|y>',
      '\n> a\n',
    ),
  );

  test('Slack accepts it and nobody is pinged', () => {
    fc.assert(
      fc.property(hostile, hostile, (name, sentence) => {
        const peering = { ...awsPeering, name };
        const finding = { ...gapVerdict.links[2]?.findings[0], sentence } as never;
        const verdict = {
          ...gapVerdict,
          sentence,
          firstBroken: { name: 'allowed' as const, status: 'broken' as const, sentence, findings: [finding] },
        };
        const drawn = [
          peeringCard(
            card({ peeringName: name, spec: peering, yugabyteVpcName: name, verdict }),
            new Map([['U0OPERATOR', sentence]]),
          ),
          detailsView(
            details({
              peering,
              verdict,
              clusters: [{ cluster: { ...cluster, name }, letIn: true, allowLists: [name] }],
            }),
          ),
          listView(listing([row({ name, sentence })]), { page: 0, search: name }),
          terminateView({
            peering,
            freshness: fresh,
            shown: shown(terminatePlan(true)),
            withdraw: true,
            canWithdraw: true,
            cleanUp: false,
            canCleanUp: false,
            armed: 'typing',
            notice: sentence,
          }),
          toSlackMessage(whichOneMessage({ found: 'many', peerings: [peering] }, 'details', name)),
          historyView({
            name,
            peering,
            gone: false,
            events: [{ at: NOW, kind: 'news', sentence, ref: name }],
          }),
          toSlackMessage(
            menuMessage({
              freshness: fresh,
              total: 1,
              byState: [{ state: name, count: 1 }],
              attention: [row({ name, sentence })],
            }),
          ),
          toSlackMessage(helpMessage(rights, { unknown: name })),
        ];
        for (const one of drawn) {
          expect(whatSlackRefuses(one)).toEqual([]);
          expect(JSON.stringify(mrkdwnIn(one))).not.toMatch(
            /<!(channel|here|everyone)|<@U0OPERATOR>x|<http:\/\/x/,
          );
        }
      }),
      { numRuns: 150 },
    );
  });

  test('thousands of clusters and findings fit', () => {
    const many = details({
      clusters: Array.from({ length: 3000 }, (_, index) => ({
        cluster: { ...cluster, name: `db-${index}` },
        letIn: true,
        allowLists: [],
      })),
      verdict: {
        ...gapVerdict,
        firstBroken: {
          ...gapVerdict.links[2],
          findings: Array.from({ length: 900 }, () => gapVerdict.links[2]?.findings[0]),
        } as never,
      },
    });
    expect(whatSlackRefuses(detailsView(many))).toEqual([]);
    const long = {
      ...handOver,
      sections: Array.from({ length: 60 }, () => ({ ...handOver.sections[0], cli: ['x'.repeat(9000)] })),
    };
    expect(whatSlackRefuses(howToView(long as never))).toEqual([]);
    const plan = {
      ...createPlan,
      steps: Array.from({ length: 400 }, () => createPlan.steps[3]),
      warnings: ['w'.repeat(5000)],
    };
    expect(whatSlackRefuses(allowAccessView(awsPeering, undefined, shown(plan as never)))).toEqual([]);
  });
});

/** Only what Slack reads as markup: plain text and rich text never ping. */
function mrkdwnIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(mrkdwnIn);
  if (typeof value !== 'object' || value === null) return [];
  const { type, text } = value as { type?: string; text?: unknown };
  if (type === 'mrkdwn') return [String(text)];
  return [
    ...(type === undefined && typeof text === 'string' ? [text] : []),
    ...Object.values(value).flatMap(mrkdwnIn),
  ];
}
