import type { AwsChange } from '../cloud/aws-network.ts';
import type { GcpChange } from '../cloud/gcp-network.ts';
import type { Unseen } from '../cloud/sight.ts';
import type { ErrorCode } from '../errors.ts';

/** How a step at a cloud stands, judged from what was just read there. */
export type StepState<Change extends AwsChange | GcpChange> =
  | { is: 'done' }
  | { is: 'to-do'; change: Change }
  /** Only time or others bring it on. */
  | { is: 'waiting' }
  /** Nobody can tell. */
  | { is: 'unseen'; unseen: Unseen }
  /** It will not come about by itself; `sentence` names what is in the way and whose that is. */
  | { is: 'obstructed'; code: ErrorCode; sentence: string; mend?: string };
