import { describe, expect, test } from 'vitest';
import type { Condition } from '../../../src/core/alerts/alert.ts';
import { allowListDescription } from '../../../src/core/own-allow-list.ts';
import type { AllowList, Observation, Peering } from '../../../src/core/peering.ts';
import {
  allowList,
  awsPeering,
  awsVpc,
  cluster,
  DAY,
  gcpPeering,
  gcpVpc,
  HOUR,
  NOW,
  observed,
} from '../given.ts';
import { MINUTE, policy, watching } from './watched.ts';

const lettingIn = allowList('peering-shop', ['10.0.0.0/16'], ['orders']);
const shop = (state: string, more: Partial<Peering> = {}) => awsPeering({ state, ...more });

function world(state: string, lists: AllowList[] = [lettingIn]): Observation {
  return observed({ peerings: [shop(state)], clusters: [cluster('orders')], allowLists: lists });
}

function only(found: { conditions: Condition[] }): Condition {
  const [condition, ...more] = found.conditions;
  if (!condition || more.length > 0) throw new Error(JSON.stringify(found.conditions, null, 1));
  return condition;
}

describe('Pending', () => {
  const requestedAt = { at: NOW - 10 * MINUTE, certainty: 'exact' as const };
  const found = only(watching(policy, () => ({ requestedAt })).see(world('PENDING'), NOW));

  test('is due when it has been longer than the setting says, counted from the request', () => {
    expect(found).toMatchObject({
      key: 'pending:peering-1',
      since: requestedAt.at,
      dueAt: requestedAt.at + HOUR,
      sentence: 'Somebody with rights in AWS account 111122223333 has to accept the request.',
    });
  });

  test('says whose turn it is and until when, and has its milestones', () => {
    const end = requestedAt.at + 7 * DAY;
    expect(found.owner).toEqual({ kind: 'application', provider: 'AWS', cloudProject: '111122223333' });
    expect(found.deadline).toMatchObject({ at: end, certainty: 'exact' });
    expect(found.milestones).toEqual([
      { at: end - 3 * DAY, name: '3 days' },
      { at: end - DAY, name: '1 day' },
      { at: end - 6 * HOUR, name: '6 hours' },
    ]);
  });

  test('a threshold of weeks does not hide the deadline', () => {
    const patient = { ...policy, pendingAfterMs: 30 * DAY };
    const late = only(watching(patient, () => ({ requestedAt })).see(world('PENDING'), NOW));
    expect(late.dueAt).toBe(requestedAt.at + 4 * DAY);
  });

  test('in GCP it waits for the mirror peering, without a deadline', () => {
    const gcp = only(watching().see(observed({ peerings: [gcpPeering()] }), NOW));
    expect(gcp.sentence).toBe(
      'Somebody with rights in GCP project my-project has to create the mirror peering on network app-network.',
    );
    expect(gcp).not.toHaveProperty('deadline');
    expect(gcp.milestones).toEqual([]);
  });

  test('when nobody knows the request, it is as old as the first sight of it, and the bound is said', () => {
    const watch = watching();
    watch.see(world('CREATING'), NOW);
    const later = only(watch.see(world('PENDING'), NOW + HOUR));
    expect(later).toMatchObject({ since: NOW, deadline: { at: NOW + 7 * DAY, certainty: 'at-latest' } });
  });

  test('what is learned later counts from then on', () => {
    let known = {};
    const watch = watching(policy, () => known);
    watch.see(world('PENDING'), NOW);
    known = { requestedAt: { at: NOW - 2 * DAY, certainty: 'exact' } };
    expect(only(watch.see(world('PENDING'), NOW + MINUTE)).since).toBe(NOW - 2 * DAY);
    known = {};
    expect(only(watch.see(world('PENDING'), NOW + HOUR)).deadline?.certainty).toBe('exact');
  });

  test('what is said does not change from tick to tick', () => {
    const watch = watching();
    expect(watch.see(world('PENDING'), NOW).conditions).toEqual(
      watch.see(world('PENDING'), NOW + HOUR).conditions,
    );
  });
});

describe('states that ended', () => {
  test('EXPIRED can be requested again, at once', () => {
    const watch = watching();
    watch.see(world('PENDING'), NOW - DAY);
    expect(only(watch.see(world('EXPIRED'), NOW))).toMatchObject({
      rule: 'expired',
      since: NOW,
      dueAt: NOW,
      owner: { kind: 'operators' },
      fixes: [{ kind: 'bot', fix: 'request-again', label: 'Request again' }],
    });
  });

  test('FAILED says what to check', () => {
    const failed = only(watching().see(world('FAILED'), NOW));
    expect(failed).toMatchObject({ rule: 'failed', dueAt: NOW, fixes: [] });
    expect(failed.sentence).toContain('Check that vpc-0a1b2c3d4e5f60718 exists in AWS account 111122223333');
  });

  test('what replaces a condition of the whole peering does not resolve it', () => {
    const watch = watching();
    const waiting = only(watch.see(world('PENDING'), NOW));
    expect(watch.see(world('EXPIRED'), NOW + DAY).fate(waiting)).toBe('replaced');
    expect(watch.see(world('ACTIVE'), NOW + DAY).fate(waiting)).toBe('over');
    expect(watch.see(world('DELETING'), NOW + DAY).fate(waiting)).toBe('gone');
    expect(watch.see(observed({}), NOW + DAY).fate(waiting)).toBe('gone');
  });
});

describe('changed without the bot', () => {
  test.each([
    ['PENDING', 'It was Active and is Pending now, without the bot: traffic has stopped.', []],
    ['FAILED', 'It was Active and is Failed now, without the bot', []],
    ['EXPIRED', 'It was Active and is Expired now, without the bot', ['request-again']],
    ['HIBERNATING', 'It was Active and is HIBERNATING now, without the bot', []],
  ])('Active to %s is one condition, not two', (state, sentence, fixes) => {
    const watch = watching();
    watch.see(world('ACTIVE'), NOW - DAY);
    const changed = only(watch.see(world(state), NOW));
    expect(changed).toMatchObject({ rule: 'changed', since: NOW, dueAt: NOW + 5 * MINUTE });
    expect(changed.sentence).toContain(sentence);
    expect(changed.fixes.map(({ fix }) => fix)).toEqual(fixes);
  });

  test('it ends when it is Active again; being terminated is no change', () => {
    const watch = watching();
    watch.see(world('ACTIVE'), NOW - DAY);
    watch.see(world('PENDING'), NOW);
    expect(watch.see(world('ACTIVE'), NOW + HOUR).conditions).toEqual([]);
    expect(watch.see(world('DELETING'), NOW + HOUR).conditions).toEqual([]);
  });
});

describe('gone', () => {
  function goneFrom(state: string, then: Observation = observed({})) {
    const watch = watching();
    watch.see(world(state), NOW - DAY);
    return watch.see(then, NOW);
  }

  test('an Active one has taken the path with it', () => {
    expect(only(goneFrom('ACTIVE'))).toMatchObject({
      key: 'gone:peering-1',
      news: true,
      dueAt: NOW,
      sentence:
        'It was deleted without the bot. Applications in vpc-0a1b2c3d4e5f60718 (AWS account 111122223333) have lost their private path to orders-vpc.',
    });
  });

  test('a Pending one too; a row that says DELETED is as good as none', () => {
    expect(only(goneFrom('PENDING')).sentence).toContain('had not become Active');
    expect(only(goneFrom('ACTIVE', observed({ peerings: [shop('DELETED')] }))).rule).toBe('gone');
  });

  test.each(['EXPIRED', 'FAILED'])('nobody misses one that was %s', (state) => {
    expect(goneFrom(state).conditions).toEqual([]);
  });

  test('what the bot terminated is no news', () => {
    const watch = watching();
    watch.see(world('ACTIVE'), NOW - DAY);
    watch.change((sighting) => ({ ...sighting, terminatedByBot: true }));
    watch.see(world('DELETING'), NOW - HOUR);
    expect(watch.see(observed({}), NOW).conditions).toEqual([]);
  });
});

test('a peering that somebody made in the console is no condition by itself', () => {
  expect(watching().see(world('ACTIVE'), NOW).conditions).toEqual([]);
  expect(watching().see(world('CREATING'), NOW).conditions).toEqual([]);
});

describe('access behind an Active peering', () => {
  test('each cluster that does not let the application in, after the threshold, with its fix', () => {
    const watch = watching();
    const two = observed({
      peerings: [shop('ACTIVE')],
      clusters: [cluster('orders'), cluster('billing'), cluster('elsewhere', { yugabyteVpcIds: ['other'] })],
    });
    const [billing, orders, ...more] = watch.see(two, NOW).conditions;
    expect(more).toEqual([]);
    expect(billing).toMatchObject({
      key: 'allowed.not-covered:peering-1:id-billing',
      clusterId: 'id-billing',
    });
    expect(orders).toMatchObject({
      rule: 'allowed.not-covered',
      sentence: 'orders does not let 10.0.0.0/16 in.',
      since: NOW,
      dueAt: NOW + HOUR,
      fixes: [{ fix: 'allow-access' }],
    });
    expect(watch.see(two, NOW + HOUR).conditions[1]).toEqual(orders);
  });

  test('a part of it is said as such', () => {
    const half = allowList('half', ['10.0.0.0/17'], ['orders']);
    expect(only(watching().see(world('ACTIVE', [half]), NOW)).sentence).toBe(
      'orders does not let all of 10.0.0.0/16 in; 10.0.128.0/17 is missing.',
    );
  });

  test.each(['PENDING', 'CREATING', 'EXPIRED', 'FAILED', 'DELETING'])('nothing of it while %s', (state) => {
    const rules = watching()
      .see(world(state, []), NOW)
      .conditions.map(({ rule }) => rule);
    expect(rules.filter((rule) => rule.startsWith('allowed.'))).toEqual([]);
  });

  test('what was covered once is said as lost, soon, and stays so until it is back', () => {
    const watch = watching();
    watch.see(world('ACTIVE'), NOW - DAY);
    const lost = only(watch.see(world('ACTIVE', []), NOW));
    expect(lost).toMatchObject({
      rule: 'allowed.no-longer-covered',
      sentence: 'orders no longer lets 10.0.0.0/16 in.',
      since: NOW,
      dueAt: NOW + 5 * MINUTE,
    });
    expect(only(watch.see(world('ACTIVE', []), NOW + DAY))).toEqual(lost);
    const back = watch.see(world('ACTIVE'), NOW + 2 * DAY);
    expect(back.conditions).toEqual([]);
    expect(back.fate(lost)).toBe('over');
    expect(only(watch.see(world('ACTIVE', []), NOW + 3 * DAY)).since).toBe(NOW + 3 * DAY);
  });

  test('a GCP peering without a CIDR: the networks are remembered when its list is deleted', () => {
    const own = allowList('peering-shop', ['10.20.0.0/16'], ['orders'], {
      description: allowListDescription('shop'),
    });
    const office = allowList('office', ['203.0.113.0/24'], ['orders']);
    const gcp = (lists: AllowList[]) =>
      observed({
        peerings: [gcpPeering({ state: 'ACTIVE' })],
        vpcs: [gcpVpc()],
        clusters: [cluster('orders', { yugabyteVpcIds: ['yb-vpc-g'] })],
        allowLists: lists,
      });
    const watch = watching();
    expect(watch.see(gcp([own, office]), NOW - DAY).conditions).toEqual([]);
    expect(only(watch.see(gcp([office]), NOW)).sentence).toBe('orders no longer lets 10.20.0.0/16 in.');
    expect(watching().see(gcp([office]), NOW).conditions).toEqual([]);
    expect(only(watching().see(gcp([]), NOW)).sentence).toBe(
      'orders does not let the application in: no allow list is on it.',
    );
  });
});

describe('entries that Yugabyte ignores', () => {
  const stray = allowList('office', ['192.168.7.0/24', '203.0.113.5', '10.0.4.0/24'], ['orders']);

  test('which list, which entries; public ones and peered ones are none', () => {
    expect(only(watching().see(world('ACTIVE', [lettingIn, stray]), NOW))).toMatchObject({
      key: 'allowed.ignored-entries:id-orders',
      rule: 'allowed.ignored-entries',
      sentence:
        'On orders, Yugabyte ignores 192.168.7.0/24 in allow list office: private addresses that lie in no peered network.',
      dueAt: NOW + HOUR,
      fixes: [],
    });
  });

  test('several peerings say it once, and go on saying it when the first leaves', () => {
    const other = shop('ACTIVE', {
      id: 'peering-2',
      name: 'another',
      application: { ...shop('ACTIVE').application, cidr: '10.9.0.0/16' },
    });
    const both = allowList('both', ['10.0.0.0/16', '10.9.0.0/16'], ['orders']);
    const peered = (...peerings: Peering[]) =>
      observed({ peerings, clusters: [cluster('orders')], allowLists: [both, stray] });
    const watch = watching();
    const first = only(watch.see(peered(shop('ACTIVE'), other), NOW));
    expect(first.peeringId).toBe('peering-2');
    const second = watch
      .see(peered(shop('ACTIVE')), NOW + DAY)
      .conditions.find(({ key }) => key === first.key);
    expect(second).toMatchObject({ peeringId: 'peering-1', key: first.key });
  });

  test('the network of a request that still waits is no mistake', () => {
    const waiting = shop('PENDING', {
      id: 'peering-2',
      application: { ...shop('PENDING').application, cidr: '192.168.0.0/16' },
    });
    const found = watching().see(
      observed({
        peerings: [shop('ACTIVE'), waiting],
        clusters: [cluster('orders')],
        allowLists: [lettingIn, stray],
      }),
      NOW,
    );
    expect(found.conditions.map(({ rule }) => rule)).toEqual(['pending']);
  });

  test('nobody can tell while a peering names no network', () => {
    const found = watching().see(
      observed({
        peerings: [
          shop('ACTIVE'),
          gcpPeering({ id: 'peering-2', state: 'ACTIVE', yugabyteVpcId: 'yb-vpc-1' }),
        ],
        clusters: [cluster('orders')],
        allowLists: [lettingIn, stray],
      }),
      NOW,
    );
    expect(found.conditions).toEqual([]);
  });
});

describe('what was not read', () => {
  const unread = { ok: false as const, reason: 'The key may not.' };

  test('an observation that could not be refreshed says nothing of anything', () => {
    const watch = watching();
    const waiting = only(watch.see(world('PENDING'), NOW));
    const before = watch.sightings();
    const stale = { ...observed({}), refreshFailed: { at: NOW, reason: 'Down.' } };
    const found = watch.see(stale, NOW + HOUR);
    expect(found.conditions).toEqual([]);
    expect(found.fate(waiting)).toBe('unseen');
    expect(watch.sightings()).toBe(before);
  });

  test.each(['vpcs', 'clusters', 'allowLists'] as const)('without %s nobody tells what is let in', (side) => {
    const watch = watching();
    watch.see(world('ACTIVE'), NOW - DAY);
    const lost = only(watch.see(world('ACTIVE', []), NOW));
    const before = watch.sightings();
    const found = watch.see({ ...world('ACTIVE', []), [side]: unread }, NOW + HOUR);
    expect(found.conditions).toEqual([]);
    expect(found.fate(lost)).toBe('unseen');
    expect(watch.sightings()).toEqual(before);
    expect(only(watch.see(world('ACTIVE', []), NOW + 2 * HOUR))).toEqual(lost);
  });

  test('states are told all the same', () => {
    const found = watching().see({ ...world('PENDING'), clusters: unread, vpcs: unread }, NOW);
    expect(only(found).rule).toBe('pending');
  });

  test('a cluster that the VPC names and nobody lists', () => {
    const named = { vpcs: [awsVpc({ clusterIds: ['id-orders'] })], peerings: [shop('ACTIVE')] };
    const watch = watching();
    const open = only(watch.see(observed({ ...named, clusters: [cluster('orders')] }), NOW));
    expect(watch.see(observed(named), NOW + HOUR).fate(open)).toBe('unseen');
    expect(watch.see(observed({ peerings: [shop('ACTIVE')] }), NOW + HOUR).fate(open)).toBe('over');
  });
});

test('a condition that did not change is the same object, and one that did is not', () => {
  const watch = watching();
  const before = only(watch.see(world('PENDING'), NOW));
  expect(only(watch.see(world('PENDING'), NOW + HOUR))).toBe(before);
  const moved = { application: { ...shop('PENDING').application, region: 'eu-west-1' } };
  const after = only(watch.see({ ...world('PENDING'), peerings: [shop('PENDING', moved)] }, NOW + HOUR));
  expect(after).not.toBe(before);
  expect(after.application.region).toBe('eu-west-1');
});

test('a sighting that did not change is the same object', () => {
  const watch = watching();
  watch.see(world('ACTIVE'), NOW);
  const [before] = watch.sightings();
  watch.see(world('ACTIVE'), NOW + DAY);
  expect(watch.sightings()[0]).toBe(before);
});

test('times that a wrong clock left in the future are pulled back', () => {
  const watch = watching();
  watch.see(world('EXPIRED'), NOW + 1000 * DAY);
  expect(only(watch.see(world('EXPIRED'), NOW))).toMatchObject({ since: NOW, dueAt: NOW });
  expect(watch.sightings()[0]?.firstSeenAt).toBe(NOW);
});
