import type { ClientMessage, ClientState, PersonaName } from '../../src/sandbox/slack/client-api.ts';
import { kitchenSink } from './fixture-blocks.ts';

/** Monday, 23 November 2026, 14:30 UTC. */
export const now = Date.UTC(2026, 10, 23, 14, 30);

const users: ClientState['users'] = [
  person('U0OPERATOR', 'olivia', 'Olivia Operator', 'operator'),
  person('U0APPROVER', 'aaron', 'Aaron Approver', 'approver'),
  person('U0VIEWER', 'vera', 'Vera Viewer', 'viewer'),
  { ...person('U0GUEST', 'gus', 'Gus Guest', 'guest'), isGuest: true },
  { id: 'U0PEERBOT', name: 'peering', realName: 'Peering Bot', isBot: true, isGuest: false },
];

function person(id: string, name: string, realName: string, persona: PersonaName) {
  return { id, name, realName, isBot: false, isGuest: false, persona };
}

/** `minutes` before now. */
export function message(minutes: number, fields: Partial<ClientMessage>): ClientMessage {
  const ts = `${Math.floor(now / 1000) - minutes * 60}.000100`;
  return {
    channel: 'C0PEERINGS',
    ts,
    user: 'U0PEERBOT',
    text: '',
    edited: false,
    ephemeral: false,
    replyCount: 0,
    ...fields,
  };
}

export function fixtureState(as: PersonaName): ClientState {
  const me = users.find((user) => user.persona === as);
  if (!me) throw new Error(`No one plays ${as}.`);
  const card = message(90, {
    text: 'orders-web: Pending',
    blocks: cardBlocks,
    edited: true,
    replyCount: 2,
  });
  return {
    revision: 1,
    now,
    team: { id: 'T0SANDBOX', name: 'Sandbox' },
    me,
    users: structuredClone(users),
    userGroups: [{ id: 'S0PLATFORM', handle: 'platform', name: 'Platform team', users: ['U0OPERATOR'] }],
    channels: [
      channel('C0GENERAL', 'general', { topic: 'Everything for everybody', unread: 2 }),
      channel('C0PEERINGS', 'peerings', { topic: 'VPC peerings of YugabyteDB Aeon', botIsMember: true }),
      channel('C0RELEASES', 'releases', { unread: 3, mentions: 1 }),
      channel('C0SECRETS', 'security', { kind: 'private', botIsMember: true }),
      channel('C0OLD', 'old-project', { archived: true }),
      channel('D0OPERATOR', 'Peering Bot', { kind: 'app', unread: 1, mentions: 1 }),
    ],
    messages: {
      C0PEERINGS: [
        message(26 * 60, { user: 'U0VIEWER', text: 'Is the peering of *orders* up yet?' }),
        message(26 * 60 - 1, {
          user: 'U0VIEWER',
          text: 'The shop wants to go live on <!date^1795996800^{date_long}|Monday>.',
        }),
        message(120, { text: 'Everything else', blocks: kitchenSink }),
        card,
        message(80, { threadTs: card.ts, text: 'Requested by <@U0OPERATOR>.' }),
        message(70, { threadTs: card.ts, user: 'U0OPERATOR', text: 'Who has access to that account?' }),
        ...(as === 'operator'
          ? [message(5, { ephemeral: true, text: 'Only operators may terminate `orders-web`.' })]
          : []),
      ],
    },
    views: [],
    home: {
      id: 'V0HOME',
      hash: 'h1',
      view: { type: 'home', blocks: homeBlocks },
      values: {},
      errors: {},
      busy: false,
    },
    app: {
      id: 'A0PEERING',
      name: 'Peering Bot',
      botUserId: 'U0PEERBOT',
      homeTabEnabled: true,
      connected: false,
      mode: 'http',
    },
    commands: [
      {
        command: '/peering',
        description: 'VPC peerings: list, details, create, terminate',
        usageHint: '[list | details NAME | create | terminate NAME | help]',
      },
      { command: '/remind', description: 'Sets a reminder', usageHint: '[what] [when]' },
    ],
    shortcuts: [
      { callbackId: 'peering', name: 'Peerings', description: 'List, create and terminate VPC peerings' },
    ],
    notices: [],
  };
}

function channel(id: string, name: string, fields: Partial<ClientState['channels'][number]> = {}) {
  return {
    id,
    name,
    kind: 'channel' as const,
    topic: '',
    archived: false,
    botIsMember: false,
    unread: 0,
    mentions: 0,
    ...fields,
  };
}

const cardBlocks = [
  {
    type: 'section',
    block_id: 'card',
    text: { type: 'mrkdwn', text: ':hourglass_flowing_sand: *orders-web* is *Pending*' },
    accessory: {
      type: 'overflow',
      action_id: 'more',
      options: [
        { text: { type: 'plain_text', text: 'Details' }, value: 'details' },
        {
          text: { type: 'plain_text', text: 'Terminate' },
          value: 'terminate',
          description: { type: 'plain_text', text: 'Takes the peering down' },
        },
      ],
    },
  },
  {
    type: 'section',
    block_id: 'fields',
    fields: [
      { type: 'mrkdwn', text: '*Application VPC*\n`vpc-0a1b2c3d4e5f60718`' },
      { type: 'mrkdwn', text: '*Yugabyte VPC*\norders-vpc' },
      { type: 'mrkdwn', text: '*Missing*\nAccept it in AWS account 111122223333' },
      { type: 'mrkdwn', text: '*Until*\n<!date^1796036400^{date_short_pretty} at {time}|30 Nov>' },
    ],
  },
  {
    type: 'actions',
    block_id: 'card-actions',
    elements: [
      {
        type: 'button',
        action_id: 'details',
        text: { type: 'plain_text', text: 'Details' },
        style: 'primary',
      },
      { type: 'button', action_id: 'refresh', text: { type: 'plain_text', text: 'Refresh' } },
      {
        type: 'button',
        action_id: 'terminate',
        value: 'p1',
        text: { type: 'plain_text', text: 'Terminate' },
        style: 'danger',
        confirm: {
          title: { type: 'plain_text', text: 'Terminate orders-web?' },
          text: { type: 'mrkdwn', text: '*orders-db* loses its application.' },
          confirm: { type: 'plain_text', text: 'Terminate' },
          deny: { type: 'plain_text', text: 'Keep it' },
          style: 'danger',
        },
      },
    ],
  },
];

const homeBlocks = [
  { type: 'header', block_id: 'h', text: { type: 'plain_text', text: 'Your peerings' } },
  {
    type: 'section',
    block_id: 's',
    text: { type: 'mrkdwn', text: ':large_green_circle: 3 active   :large_yellow_circle: 1 pending' },
  },
  {
    type: 'actions',
    block_id: 'a',
    elements: [
      {
        type: 'button',
        action_id: 'create',
        style: 'primary',
        text: { type: 'plain_text', text: 'Create a peering' },
      },
      {
        type: 'static_select',
        action_id: 'filter',
        placeholder: { type: 'plain_text', text: 'Filter by state' },
        options: ['ACTIVE', 'PENDING', 'FAILED'].map((state) => ({
          text: { type: 'plain_text', text: state },
          value: state,
        })),
      },
    ],
  },
];
