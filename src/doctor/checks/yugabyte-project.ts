import type { YugabyteProbe } from '../../core/probes.ts';
import { type Check, ok } from '../check.ts';
import { needsKey } from './needs-key.ts';

export function checkYugabyteProject(yugabyte: YugabyteProbe): Check {
  return {
    name: 'Yugabyte project',
    needs: needsKey(yugabyte),
    async run() {
      const { account, project } = await yugabyte.place();
      return ok(`The bot works in project ${project} of account ${account}.`);
    },
  };
}
