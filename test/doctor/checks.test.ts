import { describe, expect, test } from 'vitest';
import { PeeringBotError } from '../../src/core/errors.ts';
import type { CloudProbe } from '../../src/core/probes.ts';
import { DAY, found, givenDoctor, keyThatSays, NOW, person } from './given.ts';

const trouble =
  (code: PeeringBotError['code'], message = 'It failed.') =>
  async (): Promise<never> => {
    throw new PeeringBotError(code, message, { mend: 'Mend it.' });
  };

test('all is well: nothing is a problem, and every problem there could be has a way to mend it', async () => {
  const checks = await givenDoctor().doctor.examine();
  expect(checks.filter(({ status }) => status === 'problem')).toEqual([]);
  expect(new Set(checks.map(({ check }) => check)).size).toBe(checks.length);
  const broken = await givenDoctor({
    slack: { identity: trouble('slack-failed') },
    yugabyte: { reach: trouble('unreachable') },
    store: { check: trouble('store-unwritable') },
    nodeVersion: '18.20.0',
  }).doctor.examine();
  for (const { status, mend } of broken) if (status === 'problem') expect(mend).toBeTruthy();
});

describe('Node.js', () => {
  test.each([
    ['20.18.1', 'problem'],
    ['20.19.0', 'ok'],
    ['18.20.0', 'problem'],
    ['22.1.0', 'ok'],
    ['24.0.0', 'ok'],
  ])('%s is %s', async (nodeVersion, status) => {
    expect((await found('Node.js', { nodeVersion })).status).toBe(status);
  });
});

describe('Slack token', () => {
  test('names the bot and the workspace', async () => {
    expect((await found('Slack token')).sentence).toContain('@peering in the workspace Team');
  });

  test('one that is refused: what hangs on it is not checkable, and says why', async () => {
    const { doctor, asked } = givenDoctor({
      slack: { identity: trouble('slack-failed', 'Slack no longer accepts the bot token.') },
    });
    const checks = await doctor.examine();
    expect(checks.filter(({ status }) => status === 'problem')).toEqual([
      {
        check: 'Slack token',
        status: 'problem',
        sentence: 'Slack no longer accepts the bot token.',
        mend: 'Mend it.',
      },
    ]);
    for (const check of ['Slack scopes', 'Channel', 'User groups', 'People', 'Who can act'])
      expect(checks.find((one) => one.check === check)).toMatchObject({
        status: 'not checkable',
        sentence: expect.stringContaining('could not be asked with the bot token'),
      });
    expect(asked).toEqual([]);
  });
});

describe('Slack scopes', () => {
  const granted = (scopes?: string[]) => ({
    slack: { identity: async () => ({ team: 'Team', botName: 'peering', ...(scopes && { scopes }) }) },
  });

  test('missing ones are named with what they are for', async () => {
    expect(await found('Slack scopes', granted(['chat:write', 'files:read']))).toMatchObject({
      status: 'problem',
      sentence: 'The bot token lacks a scope: users:read (who is who).',
      mend: expect.stringContaining('install the app again'),
    });
    expect((await found('Slack scopes', granted([]))).sentence).toContain(
      'lacks 2 scopes: chat:write (cards); users:read',
    );
  });

  test('when Slack does not say, that is said', async () => {
    expect((await found('Slack scopes', granted())).status).toBe('not checkable');
  });
});

describe('how events come', () => {
  test('Socket Mode: the app-level token is tried', async () => {
    expect((await found('Socket Mode')).status).toBe('ok');
    const refused = trouble('slack-failed', 'Slack does not accept the app-level token.');
    expect(await found('Socket Mode', { slack: { socketMode: refused } })).toMatchObject({
      status: 'problem',
      sentence: 'Slack does not accept the app-level token.',
    });
  });

  test('HTTP: a signing secret is there; more cannot be told', async () => {
    const settings = { SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: 'local-signing-secret' };
    const { status, sentence } = await found('Signing secret', { settings });
    expect(status).toBe('ok');
    expect(sentence).toMatch(/shows when Slack first sends/);
  });
});

describe('Channel', () => {
  test.each([
    ['not-in-channel', /not in the channel C0PEERINGS, or the channel is archived/, /^\/invite/],
    ['channel-not-found', /knows no channel C0PEERINGS/, /PEERING_CHANNEL/],
    ['channel-archived', /It failed/, /Mend it/],
  ] as const)('%s', async (code, sentence, mend) => {
    expect(await found('Channel', { slack: { readChannel: trouble(code) } })).toMatchObject({
      status: 'problem',
      sentence: expect.stringMatching(sentence),
      mend: expect.stringMatching(mend),
    });
  });

  test('none is set', async () => {
    const { status, sentence } = await found('Channel', { settings: { PEERING_CHANNEL: '' } });
    expect(status).toBe('problem');
    expect(sentence).toContain('PEERING_CHANNEL is not set');
  });
});

describe('User groups', () => {
  test('every one that a setting names is looked at, owners too', async () => {
    const { sentence } = await found('User groups', {
      settings: { PEERING_OPERATORS: 'S0PLATFORM,S0GONE', PEERING_OWNERS: '111122223333=S0OWNERS' },
    });
    expect(sentence).toContain('S0GONE (PEERING_OPERATORS) does not exist');
    expect(sentence).toContain('S0OWNERS (PEERING_OWNERS) does not exist');
    expect(sentence).not.toContain('S0PLATFORM');
    expect((await found('User groups')).sentence).toBe('S0PLATFORM has 2 members.');
  });

  test('an empty one, and one that cannot be read', async () => {
    expect(await found('User groups', { slack: { members: async () => [] } })).toMatchObject({
      status: 'problem',
      sentence: expect.stringContaining('S0PLATFORM (PEERING_OPERATORS) has no members'),
    });
    expect(await found('User groups', { slack: { members: trouble('slack-failed') } })).toMatchObject({
      status: 'problem',
      sentence: expect.stringContaining('could not be read: It failed; '.slice(0, -2)),
      mend: 'Mend it.',
    });
  });
});

describe('People', () => {
  test.each([
    [undefined, /U0OPERATOR \(PEERING_OPERATORS\) is nobody in this workspace/],
    [person({ deactivated: true }), /is Ana, whose account is deactivated/],
    [person({ membership: 'guest' }), /is Ana: is a guest/],
    [person({ membership: 'bot' }), /is a bot/],
    [person({ membership: 'external' }), /of another workspace/],
  ])('%o', async (who, sentence) => {
    const slack = { person: async (id: string) => (id === 'U0OPERATOR' ? who : person()) };
    const finding = await found('People', { slack });
    expect(finding.status).toBe('problem');
    expect(finding.sentence).toMatch(sentence);
    expect(finding.sentence).not.toContain('U0APPROVER');
  });

  test('a guest may own an account, somebody who left may not', async () => {
    const settings = {
      PEERING_OPERATORS: '',
      PEERING_APPROVERS: '',
      PEERING_OWNERS: '111122223333=U0OWNER',
    };
    const as = (who: ReturnType<typeof person>) =>
      found('People', { settings, slack: { person: async () => who } });
    expect((await as(person({ membership: 'guest' }))).status).toBe('ok');
    expect((await as(person({ deactivated: true }))).status).toBe('problem');
  });

  test('whom Slack cannot look up just now is no problem of the settings', async () => {
    expect(await found('People', { slack: { person: trouble('rate-limited') } })).toMatchObject({
      status: 'not checkable',
      sentence: expect.stringContaining('could not be looked up'),
    });
  });
});

describe('Who can act', () => {
  const who = (settings: Record<string, string>, slack = {}) => found('Who can act', { settings, slack });
  const protectedToo = { PEERING_PROTECTED: 'prod-*' };

  test('nobody is set up', async () => {
    expect(await who({ PEERING_OPERATORS: '', PEERING_APPROVERS: '' })).toMatchObject({
      status: 'problem',
      sentence: expect.stringContaining('the bot only reads'),
      mend: expect.stringContaining('PEERING_OPERATORS'),
    });
  });

  test('all who are named are gone, or groups without members', async () => {
    const nobody = await who({}, { person: async () => person({ deactivated: true }) });
    expect(nobody.sentence).toMatch(/Nobody could ever change a peering/);
    const empty = await who({ PEERING_OPERATORS: 'S0GONE', PEERING_APPROVERS: '' });
    expect(empty.status).toBe('problem');
  });

  test('somebody protects names without approvers, or with approvers who left', async () => {
    for (const [settings, slack] of [
      [{ PEERING_APPROVERS: '' }, {}],
      [{}, { person: async (id: string) => person({ deactivated: id === 'U0APPROVER' }) }],
    ] as const)
      expect(await who({ ...protectedToo, ...settings }, slack)).toMatchObject({
        status: 'problem',
        sentence: expect.stringMatching(/^Nobody could ever approve .*prod-\*/),
        mend: expect.stringContaining('PEERING_APPROVERS'),
      });
  });

  test('one person alone cannot approve their own request, also behind a group', async () => {
    const alone = { ...protectedToo, PEERING_OPERATORS: 'U0ANA', PEERING_APPROVERS: 'S0APPROVE' };
    const finding = await who(alone, { members: async () => ['U0ANA'] });
    expect(finding.status).toBe('problem');
    expect(finding.sentence).toMatch(/nobody approves their own request/);
    expect((await who(alone, { members: async () => ['U0ANA', 'U0BEA'] })).status).toBe('ok');
  });

  test('two people do; without protection one does', async () => {
    expect((await who(protectedToo)).status).toBe('ok');
    expect((await who({ PEERING_OPERATORS: 'U0ANA', PEERING_APPROVERS: '' })).status).toBe('ok');
  });

  test('where Slack cannot tell, that is no verdict', async () => {
    const settings = { PEERING_OPERATORS: 'S0PLATFORM', PEERING_APPROVERS: '' };
    for (const slack of [{ members: trouble('slack-failed') }, { person: trouble('rate-limited') }])
      expect((await who(settings, slack)).status).toBe('not checkable');
  });

  test('of a large group not everybody is looked up', async () => {
    const many = Array.from({ length: 1000 }, (_, index) => `U0MEMBER${index}`);
    const { doctor, asked } = givenDoctor({
      settings: { PEERING_OPERATORS: 'S0PLATFORM', PEERING_APPROVERS: '' },
      slack: { members: async () => many },
    });
    expect((await doctor.whoCanAct()).status).toBe('ok');
    expect(asked.length).toBeLessThan(100);
  });
});

describe('Yugabyte', () => {
  test('a host out of reach leaves the rest unchecked', async () => {
    const checks = await givenDoctor({
      yugabyte: { reach: trouble('unreachable', 'aeon.example.com refused the connection.') },
    }).doctor.examine();
    const of = (check: string) => checks.find((one) => one.check === check);
    expect(of('Yugabyte host')).toMatchObject({
      status: 'problem',
      sentence: 'aeon.example.com refused the connection.',
    });
    expect(of('Yugabyte key')?.status).toBe('not checkable');
  });

  test('a key that is refused is one problem, not four', async () => {
    const refused = trouble('unauthorized', 'Yugabyte does not accept the API key.');
    const checks = await givenDoctor({ yugabyte: { key: refused, place: refused } }).doctor.examine();
    expect(checks.flatMap(({ check, status }) => (status === 'problem' ? [check] : []))).toEqual([
      'Yugabyte key',
    ]);
  });

  test('several projects and none chosen', async () => {
    const place = trouble('account-ambiguous', 'The Yugabyte account has several projects: a, b.');
    expect(await found('Yugabyte project', { yugabyte: { place } })).toMatchObject({
      status: 'problem',
      sentence: 'The Yugabyte account has several projects: a, b.',
    });
    expect((await found('Yugabyte role', { yugabyte: { place } })).status).toBe('not checkable');
  });

  test('a role that may not read all', async () => {
    const read = async () => [
      { list: 'peerings' },
      { list: 'clusters', problem: 'Reading the clusters failed: forbidden.', mend: 'Give it the right.' },
    ];
    expect(await found('Yugabyte role', { yugabyte: { read } })).toEqual({
      check: 'Yugabyte role',
      status: 'problem',
      sentence: 'Reading the clusters failed: forbidden.',
      mend: 'Give it the right.',
    });
    expect((await found('Yugabyte role')).sentence).toMatch(/may read peerings and clusters.*first change/);
  });

  const expiring = (claims: object) =>
    found('Yugabyte key expiry', { settings: { YBM_APIKEY: keyThatSays(claims) } });

  test.each([
    [{ exp: NOW / 1000 - 1 }, 'problem', /has expired on 2026-01-15/],
    [{ exp: (NOW + DAY / 2) / 1000 }, 'problem', /expires on 2026-01-16, within a day/],
    [{ exp: (NOW + 1.5 * DAY) / 1000 }, 'problem', /expires on 2026-01-17, tomorrow/],
    [{ exp: (NOW + 13 * DAY) / 1000 }, 'problem', /expires on 2026-01-28, in 13 days/],
    [{ exp: (NOW + 14 * DAY) / 1000 }, 'ok', /expires on 2026-01-29, in 14 days/],
    [{ iat: 1 }, 'ok', /does not expire/],
    [{ exp: 1e15 }, 'ok', /seconds since 1970/],
  ])('a key that says %o: %s', async (claims, status, sentence) => {
    const finding = await expiring(claims);
    expect(finding.status).toBe(status);
    expect(finding.sentence).toMatch(sentence);
  });

  test.each(['local-api-key-not-real', 'eyJub3Q.anything.at-all', 'one.two.three.four'])(
    '%s tells nothing',
    async (key) => {
      const { status, sentence } = await found('Yugabyte key expiry', { settings: { YBM_APIKEY: key } });
      expect(status).toBe('not checkable');
      expect(sentence).not.toContain(key);
    },
  );
});

describe('what the bot remembers', () => {
  test('held by another process is as it should be, and said as such', async () => {
    const check = async () => ({
      holder: 'another process' as const,
      sentence: 'The data file x is in use by process 7 since noon.',
    });
    const { status, sentence } = await found('Data file', { store: { check } });
    expect(status).toBe('ok');
    expect(sentence).toMatch(/process 7 since noon. That is as it should be while the bot runs/);
  });

  test('free, own, or broken', async () => {
    expect((await found('Data file')).sentence).toMatch(/no other process holds it/);
    const own = await found('Data file', { store: { check: async () => ({ holder: 'this bot' }) } });
    expect(own.sentence).toMatch(/this bot alone holds it/);
    expect((await found('Data file', { store: { check: trouble('store-unwritable') } })).status).toBe(
      'problem',
    );
  });

  test('a database is called one, and its URL is not shown', async () => {
    const settings = { DATABASE_URL: 'postgres://bot:hunter22@db.example.com/peering' };
    const { sentence } = await found('Database', { settings });
    expect(sentence).toContain('The database in DATABASE_URL');
    expect(sentence).not.toContain('db.example.com');
  });
});

describe('Clock', () => {
  const at = (seconds: number) => found('Clock', { machineTime: NOW + seconds * 1000 });

  test.each([0, 30, -30, 59])('%s s off is fine', async (seconds) => {
    expect((await at(seconds)).status).toBe('ok');
  });

  test('more than a minute is not, in either direction', async () => {
    expect((await at(62)).sentence).toMatch(/is 6[12] s ahead of Slack, and is 6[12] s ahead of Yugabyte/);
    expect(await at(-300)).toMatchObject({
      status: 'problem',
      sentence: expect.stringMatching(/30[01] s behind Slack.*signatures/),
      mend: expect.stringContaining('NTP'),
    });
  });

  test('one side suffices; without any it cannot be told', async () => {
    const silent = { serverTime: trouble('unreachable') };
    expect((await found('Clock', { slack: silent })).sentence).toContain('agrees with Yugabyte.');
    expect((await found('Clock', { slack: silent, yugabyte: silent })).status).toBe('not checkable');
  });
});

describe('Last tick', () => {
  const minutesAgo = (minutes: number) => async () => ({ at: NOW - minutes * 60_000 });
  const running = { check: async () => ({ holder: 'this bot' as const }) };
  const tick = (read: () => Promise<unknown>, more = {}) => found('Last tick', { store: { read, ...more } });

  test('there was none yet', async () => {
    for (const read of [async () => undefined, async () => 'strange', async () => ({ at: 'noon' })])
      expect(await tick(read)).toMatchObject({ status: 'not checkable', sentence: 'There was no tick yet.' });
  });

  test('a bot that runs has to look when it is due', async () => {
    expect((await tick(minutesAgo(4), running)).sentence).toBe('The last tick was 4 minutes ago.');
    expect((await tick(minutesAgo(14), running)).status).toBe('ok');
    expect(await tick(minutesAgo(60), running)).toMatchObject({
      status: 'problem',
      sentence: 'The last tick was 1 hour ago, and the next one was due 55 minutes ago.',
    });
  });

  test('which never happens where there is no channel, or no such day', async () => {
    const settings = { PEERING_CHANNEL: '' };
    const { status, sentence } = await found('Last tick', { settings, store: running });
    expect(status).toBe('not checkable');
    expect(sentence).toContain('PEERING_CHANNEL');
    const never = await found('Last tick', { nextTick: () => undefined });
    expect(never.status).toBe('problem');
    expect(never.sentence).toContain('PEERING_CHECK_CRON is never due');
  });

  test('one that does not run need not', async () => {
    const { status, sentence } = await tick(minutesAgo(3 * 24 * 60));
    expect(status).toBe('ok');
    expect(sentence).toBe('The last tick was 3 days ago; the bot does not run now.');
  });
});

describe.each([
  ['AWS', 'ec2:CreateRoute', 'manifests/aws-iam-act.json', 'manifests/aws-iam-read.json'],
  ['GCP', 'compute.networks.addPeering', 'manifests/gcp-role-act.yaml', 'manifests/gcp-role-read.yaml'],
] as const)('%s rights', (provider, action, actPolicy, readPolicy) => {
  type Rights = Awaited<ReturnType<CloudProbe['examine']>>[number]['rights'];
  const yes = (name: string): Rights[number] => ({ action: name, permit: { may: 'yes' } });
  const no = (missing: string, reason = `the bot may not use ${missing} there.`): Rights[number] => ({
    action: missing,
    permit: { may: 'no', reason, missing },
  });
  const unknown = (name: string): Rights[number] => ({
    action: name,
    permit: { may: 'unknown', reason: 'It did not answer in time.' },
  });
  const modes = (mode: 'off' | 'advise' | 'act') => ({
    AWS: 'off' as const,
    GCP: 'off' as const,
    [provider]: mode,
  });
  const of = (mode: 'off' | 'advise' | 'act', ...places: [place: string, Rights][]) =>
    found(`${provider} rights`, {
      clouds: {
        modes: modes(mode),
        examine: async () => places.map(([place, rights]) => ({ place, rights })),
      },
    });

  test('off: nobody is asked', async () => {
    const examine = async () => {
      throw new Error('asked');
    };
    expect(await found(`${provider} rights`, { clouds: { modes: modes('off'), examine } })).toMatchObject({
      status: 'ok',
      sentence: `PEERING_${provider}_MODE is off: the bot does not look into ${provider}.`,
    });
  });

  test('all there: where, and what the bot may', async () => {
    expect(await of('act', ['here', [yes(action)]], ['there', [yes(action)]])).toMatchObject({
      status: 'ok',
      sentence: 'The bot may read and act in here and there.',
    });
    expect((await of('advise', ['here', [yes(action)]])).sentence).toBe('The bot may read in here.');
    expect(await of('advise')).toMatchObject({
      status: 'ok',
      sentence: `No peering leads to ${provider} yet.`,
    });
  });

  test('each missing action is named with its place, and the manifest that has it', async () => {
    expect(
      await of('act', ['here', [yes('x:Other'), no(action), no('x:Second')]], ['there', [no(action)]]),
    ).toMatchObject({
      status: 'problem',
      sentence: `Missing in here: ${action} and x:Second; there: ${action}. The bot may not use ${action} there.`,
      mend: `Add them as ${actPolicy} has them, or set PEERING_${provider}_MODE=advise.`,
    });
    expect((await of('advise', ['here', [no(action)]])).mend).toBe(
      `Add them as ${readPolicy} has them, or set PEERING_${provider}_MODE=off.`,
    );
  });

  test('one reason for all, such as a role that is refused, is said once', async () => {
    const { sentence } = await of('act', [
      'here',
      ['a', 'b', 'c'].map((name) => ({
        action: name,
        permit: { may: 'no' as const, reason: 'the role is refused.', missing: 'sts:AssumeRole' },
      })),
    ]);
    expect(sentence).toBe('Missing in here: sts:AssumeRole. The role is refused.');
  });

  test('what cannot be told beforehand is named, and is no problem', async () => {
    expect(await of('act', ['here', [yes('x:Other'), unknown(action)]])).toMatchObject({
      status: 'ok',
      sentence: `The bot may read and act in here. Not to be told beforehand: ${action}.`,
    });
  });

  test('nobody answered: not checkable, and why', async () => {
    expect(await of('act', ['here', [unknown(action)]])).toMatchObject({
      status: 'not checkable',
      sentence: 'here: It did not answer in time.',
    });
  });

  test('while Yugabyte cannot be asked where peerings lead to, only that is said', async () => {
    const checked = await found(`${provider} rights`, {
      clouds: { modes: modes('act'), examine: trouble('unreachable') },
      yugabyte: { place: trouble('unreachable') },
    });
    expect(checked).toMatchObject({ status: 'not checkable', sentence: expect.stringContaining('Yugabyte') });
  });
});
