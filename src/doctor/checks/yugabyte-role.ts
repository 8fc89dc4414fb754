import type { YugabyteProbe } from '../../core/probes.ts';
import { sayList } from '../../core/say-list.ts';
import { type Check, ok, problem } from '../check.ts';

/** The API does not tell the role of a key: what it may read is tried, what it may change cannot be without changing it. */
export function checkYugabyteRole(yugabyte: YugabyteProbe): Check {
  return {
    name: 'Yugabyte role',
    needs: {
      held: yugabyte.place,
      otherwise: 'Not checked, because it is not clear in which project to look.',
    },
    async run() {
      const lists = await yugabyte.read();
      const unread = lists.flatMap(({ problem: why, mend }) => (why ? [{ why, mend }] : []));
      if (unread.length === 0)
        return ok(
          `The API key may read ${sayList(lists.map(({ list }) => list))}. Whether its role may also change them shows at the first change.`,
        );
      return problem(
        unread.map(({ why }) => why).join(' '),
        [...new Set(unread.flatMap(({ mend }) => mend ?? []))].join(' '),
      );
    },
  };
}
