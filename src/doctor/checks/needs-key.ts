import type { YugabyteProbe } from '../../core/probes.ts';
import type { Check } from '../check.ts';

/** For checks that say nothing while Yugabyte cannot be asked. */
export const needsKey = (yugabyte: YugabyteProbe): NonNullable<Check['needs']> => ({
  held: yugabyte.key,
  otherwise: 'Not checked, because Yugabyte could not be asked with the API key.',
});
