import { afterEach, describe, expect, test } from 'vitest';
import { applicationSide } from './application-side.ts';
import { cardOf, createPeering, mobileApp, planCreate, searchApp, type Values } from './create-peering.ts';
import { eventually } from './driver.ts';
import { channelText, type Sandbox, startSandbox, topModal } from './sandbox.ts';
import { untilSeen } from './until-seen.ts';

let sandbox: Sandbox;
afterEach(() => sandbox.end());

const inAws: Values = { ...mobileApp, Access: true };
const inGcp: Values = { ...searchApp, Access: true };

/** Turns the clock until it is as expected: the clouds take seconds of the world's time, their libraries some of real time. */
const turnedUntil = <T>(look: () => Promise<T> | T, isIt: (seen: T) => boolean): Promise<T> =>
  eventually(async () => {
    await sandbox.clock('5s');
    return look();
  }, isIt);

const card = async (name: string) => (await cardOf(sandbox, name)).card?.text ?? '';
const notes = async (name: string) => (await cardOf(sandbox, name)).notes.map(({ text }) => text).join('\n');

/** From nothing to "traffic flows", and down again, with nobody near a cloud's console. */
async function liveThrough(form: Values, works: string) {
  const name = String(form.Name);
  await untilSeen(sandbox, works);
  let plan = topModal(await planCreate(sandbox, form)).text;
  // On a busy machine a cloud may answer too late for a plan: then it is shown anew.
  await eventually(
    async () => {
      const { text } = topModal(await sandbox.submit('operator'));
      if (/What the bot will do/.test(text)) plan = text;
      return text;
    },
    (text) => text.includes('is being requested'),
  );
  await turnedUntil(
    () => notes(name),
    (said) => said.includes('Every link is green: traffic flows.'),
  );
  const flowing = await card(name);
  const { text: details } = await untilSeen(sandbox, name);
  const joined = applicationSide(sandbox.world);

  await sandbox.command('operator', `/peering terminate ${name}`);
  await sandbox.fill('operator', { 'Type the name to confirm': name });
  const taking = topModal(await sandbox.screen('operator')).text;
  await sandbox.press('operator', 'Terminate', { in: 'modal' });
  const gone = await turnedUntil(
    () => card(name),
    (text) => /Terminated/.test(text),
  );
  expect(gone).toMatch(/what it had in .* was removed as well/);
  expect(await notes(name)).toMatch(/Terminated, and what it had in .* is removed\./);
  return { plan, flowing, details, joined, taking };
}

describe('where the bot may act, one form and one confirmation', () => {
  test('AWS: from nothing to traffic that flows; terminated, the account is as it was', async () => {
    sandbox = await startSandbox({ scenario: 'both-clouds' });
    const before = applicationSide(sandbox.world);
    const seen = await liveThrough(inAws, 'orders-web');
    expect(seen.plan).toMatch(/Accept the request.*Route 10\.61\.0\.0\/24.*See that traffic can flow/s);
    for (const text of [seen.flowing, seen.details]) {
      expect(text).toContain('Traffic flows.');
      expect(text.match(/: ok/g)).toHaveLength(6);
    }
    expect(seen.joined).not.toEqual(before);
    expect(seen.taking).toMatch(/Delete the route to 10\.61\.0\.0\/24/);
    // What others may have come to count on stays on.
    const withDns = JSON.parse(
      JSON.stringify(before, (_key, value) =>
        value?.VpcId === 'vpc-0a1b2c3d4e5f60718' && 'EnableDnsHostnames' in value
          ? { ...value, EnableDnsHostnames: true }
          : value,
      ),
    );
    await turnedUntil(
      () => JSON.stringify(applicationSide(sandbox.world)),
      (now) => now === JSON.stringify(withDns),
    );
    expect(sandbox.world.effects()).toEqual({
      'create-peering': 1,
      'create-allow-list': 1,
      'edit-allow-lists': 1,
      'delete-peering': 1,
      ModifyVpcAttribute: 1,
      AcceptVpcPeeringConnection: 1,
      CreateRoute: 2,
      DeleteRoute: 2,
    });
  });

  test('GCP: from nothing to traffic that flows; terminated, the project is as it was', async () => {
    sandbox = await startSandbox({ scenario: 'both-clouds' });
    const before = applicationSide(sandbox.world);
    const seen = await liveThrough(inGcp, 'analytics-jobs');
    expect(seen.plan).toMatch(/Make the mirror peering on network app-network.*See that traffic can flow/s);
    for (const text of [seen.flowing, seen.details]) {
      expect(text).toContain('Traffic flows.');
      expect(text.match(/: ok/g)).toHaveLength(5);
    }
    expect(seen.joined).not.toEqual(before);
    expect(seen.taking).toContain('Remove the mirror peering search-app');
    expect(applicationSide(sandbox.world)).toEqual(before);
    expect(sandbox.world.effects()).toEqual({
      'create-peering': 1,
      'create-allow-list': 1,
      'edit-allow-lists': 1,
      'delete-peering': 1,
      'gcp-add-peering': 1,
      'gcp-remove-peering': 1,
    });
  });
});

test('where it only advises, it reads both clouds and changes nothing in either', async () => {
  sandbox = await startSandbox({
    scenario: 'both-clouds',
    settings: { PEERING_CHECK_CRON: '*/5 * * * *', PEERING_AWS_MODE: 'advise', PEERING_GCP_MODE: 'advise' },
  });
  await untilSeen(sandbox, 'orders-web');
  await untilSeen(sandbox, 'analytics-jobs');
  for (const form of [inAws, inGcp]) {
    await createPeering(sandbox, form);
    await turnedUntil(
      () => card(String(form.Name)),
      (text) => text.includes('Pending'),
    );
  }
  for (const { spec } of sandbox.world.state().yugabyte.peerings) {
    await sandbox.command('operator', `/peering details ${spec.name}`);
    await sandbox.press('operator', 'Close');
  }
  await sandbox.clock('2h');
  expect(channelText(await sandbox.screen('viewer'))).toContain('orders-reports');
  const calls = sandbox.world.calls().filter(({ target }) => target === 'aws' || target === 'gcp');
  const [reads, others] = [calls.filter(isReading), calls.filter((call) => !isReading(call))];
  expect(others).toEqual([]);
  for (const cloud of ['aws', 'gcp']) expect(reads.map(({ target }) => target)).toContain(cloud);
  expect(Object.keys(sandbox.world.effects())).toEqual(['create-peering']);
});

const isReading = ({ target, method, path }: { target: string; method: string; path: string }) =>
  target === 'aws'
    ? /^\/(Describe\w+|AssumeRole|GetCallerIdentity)$/.test(path)
    : method === 'GET' || path === '/v1/projects/:call';
