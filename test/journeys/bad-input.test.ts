import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { channelText, fieldError, type Persona, type Sandbox, startSandbox, topModal } from './sandbox.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ settings: { PEERING_PROTECTED: 'orders-*' } });
});
afterAll(() => sandbox.end());

const aws = {
  'Yugabyte VPC': 'staging-vpc',
  Name: 'staging-app',
  'Account ID': '111122223333',
  'VPC ID': 'vpc-0a1b2c3d4e5f60718',
  Region: 'us-west-2',
  CIDR: '10.20.0.0/16',
};
const gcp = {
  'Yugabyte VPC': 'search-vpc',
  Name: 'search-app',
  'Project ID': 'local-data-platform',
  'Network name': 'app-network',
  CIDR: '10.40.0.0/20',
};

/** Fills and submits a fresh create form; the screen after it. */
async function submitted(values: Record<string, string | boolean>) {
  await closeAll();
  await sandbox.command('operator', '/peering create');
  await sandbox.fill('operator', values);
  return sandbox.submit('operator');
}

async function closeAll(as: Persona = 'operator') {
  for (let depth = (await sandbox.screen(as)).modals.length; depth > 0; depth--)
    await sandbox.press(as, 'Close', { in: 'modal' });
}

const auditOf = async () => {
  const { readFile } = await import('node:fs/promises');
  return readFile(`${sandbox.dataFile}.audit.jsonl`, 'utf8').catch(() => '');
};

describe('the create form answers under the field', () => {
  test.each([
    ['CIDR', '10.0.0.5/16', '10.0.0.0/16'],
    ['CIDR', '10.0.0.0/33', '32'],
    ['CIDR', '0.0.0.0/0', ''],
    ['CIDR', '2001:db8::/32', 'IPv4'],
    ['CIDR', '', ''],
    ['Account ID', '1234', '12'],
    ['VPC ID', 'vpc_1', 'vpc-'],
    ['Region', 'uswest2', 'us-west-2'],
    ['CIDR', '10.62.0.0/16', '10.62.0.0/26'],
    ['CIDR', '10.3.0.0/16', '10.3.0.0/16'],
    ['Name', 'Orders-Web', 'already'],
    ['Name', '<!channel>', ''],
    ['Name', '"quoted"', ''],
    ['Name', 'party 🎉', ''],
    ['Name', 'n'.repeat(300), ''],
  ])('AWS %s "%s"', async (label, value, says) => {
    const screen = await submitted({ ...aws, [label]: value });
    expect(fieldError(screen, label)).toBeTruthy();
    expect(fieldError(screen, label)).toContain(says);
    // What was typed elsewhere is still there.
    const others = topModal(screen).fields.filter(
      (field) => field.label === 'Account ID' && label !== 'Account ID',
    );
    for (const field of others) expect(field.value).toBe(aws['Account ID']);
  });

  test.each([
    ['Project ID', 'My Project', 'my-project'],
    ['Network name', 'App Network', ''],
    ['CIDR', '10.21.0.0/20', '10.21.0.0/16'],
  ])('GCP %s "%s"', async (label, value, says) => {
    const screen = await submitted({ ...gcp, [label]: value });
    expect(fieldError(screen, label)).toBeTruthy();
    expect(fieldError(screen, label)).toContain(says);
  });

  test('the same peering is already there', async () => {
    const screen = await submitted({
      'Yugabyte VPC': 'orders-vpc',
      Name: 'orders-again',
      'Account ID': '111122223333',
      'VPC ID': 'vpc-0a1b2c3d4e5f60001',
      Region: 'us-west-2',
      CIDR: '172.20.0.0/16',
    });
    expect(fieldError(screen, 'VPC ID')).toContain('orders-web');
  });

  test('nothing was requested by any of it', () => {
    expect(sandbox.world.effects()['create-peering'] ?? 0).toBe(0);
  });
});

describe('who may not', () => {
  test.each<Persona>(['viewer', 'guest'])(
    'a %s who presses Terminate is told who may; it is in the audit log',
    async (as) => {
      const before = await auditOf();
      await sandbox.command('operator', '/peering');
      const screen = await sandbox.command(as, '/peering terminate staging-none');
      const all = JSON.stringify(screen);
      expect(all).toMatch(/U0OPERATOR|operator|guest|may/i);
      const terminate = await sandbox.command(as, '/peering terminate payments-ledger');
      const text = `${channelText(terminate)} ${terminate.modals.map(({ text: modal }) => modal).join(' ')}`;
      expect(text).toMatch(as === 'viewer' ? /may|operators/i : /guest/i);
      expect(terminate.modals.at(-1)?.buttons ?? []).not.toContain('Terminate');
      expect((await auditOf()).slice(before.length)).toMatch(/"decision":"refused"/);
      await closeAll(as);
    },
  );

  test('a protected name is not changed by an operator alone: an approver is asked', async () => {
    await closeAll();
    await sandbox.command('operator', '/peering terminate orders-web');
    await sandbox.fill('operator', { 'Type the name to confirm': 'orders-web' });
    const asked = topModal(await sandbox.press('operator', 'Terminate', { in: 'modal' }));
    expect(asked.text).toMatch(/orders-web is protected.*@Aaron Approver.*have been asked/);
    await closeAll();
    await sandbox.clock('1m');
    expect(sandbox.world.effects()['delete-peering'] ?? 0).toBe(0);
  });

  test('someone of another workspace is refused and nothing happens', async () => {
    const before = await auditOf();
    const body = new URLSearchParams({
      command: '/peering',
      text: 'terminate payments-ledger',
      user_id: 'U0EXTERN',
      team_id: 'T0OTHER',
      channel_id: 'C0PEERINGS',
      api_app_id: 'A0PEERING',
      trigger_id: '1.1.aaaaaa',
      response_url: `${sandbox.world.addresses.slack}/commands/T0SANDBOX/1/none`,
    }).toString();
    expect((await post(body)).status).toBe(200);
    await sandbox.clock('1s');
    expect((await auditOf()).slice(before.length)).toMatch(
      /U0EXTERN.*"decision":"refused"|"decision":"refused".*U0EXTERN/,
    );
    expect(sandbox.world.effects()['delete-peering'] ?? 0).toBe(0);
  });
});

const secret = 'local-signing-secret-not-real';

function post(body: string, { offset = 0, key = secret } = {}) {
  const timestamp = Math.floor(Date.now() / 1000) + offset;
  const signature = createHmac('sha256', key).update(`v0:${timestamp}:${body}`).digest('hex');
  return fetch(`http://127.0.0.1:${sandbox.botPort}/slack/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(timestamp),
      'x-slack-signature': `v0=${signature}`,
    },
    body,
  });
}

test.each([
  ['forged', { key: 'another-secret-not-real' }],
  ['6 minutes old', { offset: -360 }],
  ['from 6 minutes ahead', { offset: 360 }],
])('a signature that is %s: 401, nothing done', async (_name, how) => {
  const calls = sandbox.world.calls().length;
  expect((await post('command=%2Fpeering&text=list&user_id=U0OPERATOR&team_id=T0SANDBOX', how)).status).toBe(
    401,
  );
  expect(sandbox.world.calls().length).toBe(calls);
});
