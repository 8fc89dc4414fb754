import type { RightsPolicy } from '../core/authorize.ts';
import type { Checked } from '../core/checked.ts';
import type { Clock } from '../core/ports.ts';
import type { Operations } from '../operations/api.ts';
import type { SlackClient } from './client.ts';
import type { Directory } from './directory.ts';
import type { Homes } from './home/homes.ts';
import type { Log } from './log.ts';
import type { Redraws } from './modals/redraw.ts';

/** What every listener works with. */
export interface Deps {
  client: SlackClient;
  operations: Operations;
  rights: RightsPolicy;
  directory: Directory;
  redraws: Redraws;
  homes: Homes;
  clock: Clock;
  log: Log;
  newRef: () => string;
  /** Looks at how everything is set up; never throws. */
  doctor: () => Promise<Checked[]>;
  /** Where cards are posted. */
  channel?: string;
  /** Told after every interaction, for metrics. */
  onInteraction?: (kind: string, ok: boolean, ms: number) => void;
}
