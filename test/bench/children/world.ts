import { createWorld } from '../../../src/sandbox/world.ts';
import { manyPending } from '../many-pending.ts';

// Slack and Yugabyte with as many waiting peerings as asked, in a process of their own.
const { yugabyte, ...scenario } = manyPending(Number(process.argv[2]));
const world = await createWorld({ port: 0, scenario: { ...scenario, yugabyte } });
const { vpcs, clusters, allowLists, peerings } = yugabyte;
const pages = [vpcs, clusters, allowLists, peerings].reduce(
  (sum, rows) => sum + Math.ceil((rows?.length ?? 0) / 100),
  0,
);
process.on('message', (message) => {
  if (message === 'reset') world.resetCalls();
  if (message === 'calls') {
    const toYugabyte = world.calls().filter(({ path }) => !path.startsWith('/api/'));
    process.send?.(toYugabyte.reduce((sum, call) => sum + call.count, 0));
  }
});
process.send?.({ environment: world.environment(), pages, clusters: clusters?.length ?? 0 });
// Its parent is gone, however that came.
process.on('disconnect', () => process.exit());
