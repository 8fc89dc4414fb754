import type { YugabyteProbe } from '../../core/probes.ts';
import { type Check, ok } from '../check.ts';

export function checkYugabyteHost(yugabyte: YugabyteProbe): Check {
  return {
    name: 'Yugabyte host',
    async run() {
      const { host } = await yugabyte.reach();
      return ok(`${host} answers.`);
    },
  };
}
