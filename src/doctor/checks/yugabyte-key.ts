import type { YugabyteProbe } from '../../core/probes.ts';
import { type Check, ok } from '../check.ts';

export function checkYugabyteKey(yugabyte: YugabyteProbe): Check {
  return {
    name: 'Yugabyte key',
    needs: {
      held: yugabyte.reach,
      otherwise: 'Not checked, because the Yugabyte host could not be reached.',
    },
    async run() {
      await yugabyte.key();
      return ok('Yugabyte accepts the API key.');
    },
  };
}
