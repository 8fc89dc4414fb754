import { expect, test } from 'vitest';
import { planRequestAgain } from '../../../src/core/plan/plan-request-again.ts';
import { awsPeering, gcpPeering, observed } from '../given.ts';

const expired = awsPeering({ state: 'EXPIRED' });

test('the dead one goes first, then the same is requested', () => {
  const { id: _, state: __, yugabyteVpcName: ___, ...spec } = expired;
  expect(planRequestAgain(expired, observed({ peerings: [expired] }))).toMatchObject({
    kind: 'request-again',
    peeringName: 'shop',
    peeringId: 'peering-1',
    basedOnState: 'EXPIRED',
    steps: [
      { do: 'terminate-peering', peeringId: 'peering-1', peeringName: 'shop' },
      { do: 'await-gone', peeringId: 'peering-1' },
      { do: 'request-peering', spec },
    ],
    consequences: [
      'The expired request goes; nobody loses a path, for it is dead.',
      'Then somebody with rights in AWS account 111122223333 has 7 days to accept the new one: it has a new pcx- id.',
      'Allow lists stay as they are.',
    ],
    warnings: [],
  });
});

test('in GCP, the other side has to join anew', () => {
  const gcp = gcpPeering({ state: 'EXPIRED' });
  expect(planRequestAgain(gcp, observed({ peerings: [gcp] }))).toMatchObject({
    consequences: [
      expect.anything(),
      'Then somebody with rights in GCP project my-project has to join from its side.',
      expect.anything(),
    ],
  });
});

test.each(['PENDING', 'ACTIVE', 'CREATING', 'FAILED', 'DELETING'])('nothing for one that is %s', (state) => {
  const peering = awsPeering({ state });
  expect(planRequestAgain(peering, observed({ peerings: [peering] }))).toEqual({
    nothing: `shop is ${state}: only an expired request is made again.`,
  });
});

test('nothing where somebody has done so already', () => {
  const again = awsPeering({ id: 'peering-2', state: 'PENDING' });
  expect(planRequestAgain(expired, observed({ peerings: [expired, again] }))).toEqual({
    nothing: 'shop has been requested again already: it is PENDING.',
  });
});
