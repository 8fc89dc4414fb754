import { expect, test } from 'vitest';
import { judge } from '../../src/core/chain/judge.ts';
import type { Knowledge } from '../../src/core/chain/link.ts';
import type { Observation, Peering } from '../../src/core/peering.ts';
import { stateSentence } from '../../src/core/state-sentence.ts';
import { allowList, awsPeering, cluster, DAY, gcpPeering, HOUR, NOW, observed } from './given.ts';

const knowledge: Knowledge = { now: NOW, requestedAt: { at: NOW - 2 * DAY, certainty: 'exact' } };

function say(peering: Peering, observation: Observation = observed({}), known = knowledge): string {
  return stateSentence(peering, judge(peering, observation, known), known);
}

test('Pending says whose turn it is and how long', () => {
  expect(say(awsPeering())).toBe('Pending: waiting to be accepted in AWS account 111122223333, 5 days left');
  expect(say(awsPeering(), observed({}), { now: NOW })).toBe(
    'Pending: waiting to be accepted in AWS account 111122223333',
  );
  expect(
    say(awsPeering(), observed({}), {
      now: NOW,
      requestedAt: { at: NOW - 6 * DAY - 21 * HOUR, certainty: 'at-latest' },
    }),
  ).toBe('Pending: waiting to be accepted in AWS account 111122223333, at most 3 hours left');
  expect(say(awsPeering(), observed({}), { ...knowledge, now: NOW + 6 * DAY })).toBe(
    'Pending: waiting to be accepted in AWS account 111122223333, the 7 days are over',
  );
  expect(say(gcpPeering())).toBe('Pending: waiting for the mirror peering in GCP project my-project');
});

test('Active says whether the clusters let the application in', () => {
  const active = awsPeering({ state: 'ACTIVE' });
  const clusters = [cluster('Orders')];
  expect(say(active)).toBe(
    'Active: no cluster is in the Yugabyte VPC orders-vpc yet, so no allow list is needed',
  );
  expect(say(active, observed({ clusters }))).toBe('Active, but Orders does not let 10.0.0.0/16 in');
  expect(say(active, observed({ clusters: [...clusters, cluster('billing')] }))).toBe(
    'Active, but 2 clusters do not let all of the application in',
  );
  const allowLists = [allowList('all', ['10.0.0.0/8'], ['Orders'])];
  expect(say(active, observed({ clusters, allowLists }))).toBe('Active: cluster Orders lets 10.0.0.0/16 in');
});

test.each([
  ['CREATING', 'Creating: Yugabyte is making the request'],
  ['EXPIRED', 'Expired: not accepted in time, it has to be requested again'],
  ['FAILED', 'Failed: check ids and networks, then terminate it and create it again'],
  ['DELETING', 'Deleting: being terminated'],
  ['DELETED', 'Deleted: terminated'],
  ['HIBERNATING', 'HIBERNATING: a state this bot does not know'],
])('%s', (state, sentence) => {
  expect(say(awsPeering({ state }))).toBe(sentence);
});
