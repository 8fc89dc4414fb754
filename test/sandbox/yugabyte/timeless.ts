import type { YugabyteState } from '../../../src/sandbox/yugabyte/simulator.ts';

/** The state without the instants of its tasks: the clock goes on, so a world's past is as long ago, not at the same time. */
export function timeless({ tasks, ...rest }: YugabyteState) {
  return {
    ...rest,
    tasks: tasks.map(({ info: { completed_on: _ended, metadata: _times, ...info } }) => info),
  };
}
