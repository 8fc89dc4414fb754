import { expect, test } from 'vitest';
import { sayStep } from '../../../src/core/plan/say-step.ts';
import { awsPeering } from '../given.ts';

test('every step is a sentence with the names people know', () => {
  const at = { listId: 'l', listName: 'peering-shop', clusterId: 'c', clusterName: 'orders' };
  expect(
    [
      sayStep({ do: 'request-peering', spec: awsPeering() }),
      sayStep({ do: 'await-active' }),
      sayStep({ do: 'ensure-allow-list', name: 'peering-shop', description: 'd', entries: ['10.0.0.0/16'] }),
      sayStep({ do: 'assign-allow-list', ...at }),
      sayStep({ do: 'unassign-allow-list', ...at }),
      sayStep({ do: 'delete-allow-list', ...at }),
      sayStep({ do: 'terminate-peering', peeringId: 'p', peeringName: 'shop' }),
      sayStep({ do: 'await-gone', peeringId: 'p' }),
    ].join('\n'),
  ).toMatchInlineSnapshot(`
    "Request peering shop with vpc-0a1b2c3d4e5f60718 in AWS account 111122223333
    Wait until the application's side has joined and Yugabyte shows it ACTIVE
    Make allow list peering-shop with 10.0.0.0/16
    Put allow list peering-shop on cluster orders
    Take allow list peering-shop off cluster orders
    Delete allow list peering-shop
    Terminate peering shop
    Wait until Yugabyte no longer lists it"
  `);
});
