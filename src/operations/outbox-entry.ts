import type { Alert, Condition } from '../core/alerts/alert.ts';
import type { PeeringSpec } from '../core/peering.ts';
import type { MessagePlace } from '../core/ports.ts';

/** Stored as `outbox:<id>`: something that was decided to be said, until it has been. */
export interface OutboxEntry {
  /** The tick's count and a number within it, so that their order is the order in which they were decided. */
  id: string;
  at: number;
  say: Saying;
  /** Where it is; kept as long as something can be said below it. */
  place?: MessagePlace;
}

export type Saying =
  /** `subject`: what a card is made of where there is none yet; absent once the peering is gone. */
  | { kind: 'reminder'; alert: Alert; subject?: { spec: PeeringSpec; yugabyteVpcName: string } }
  | { kind: 'digest'; conditions: Digested[]; part: number; parts: number }
  /** Below the card of its peering, or below the digest where there is no card. */
  | { kind: 'resolved'; condition: Condition; lastedMs: number; peeringGone?: true; digest?: string }
  | { kind: 'unreachable'; since: number; reason: string }
  /** `under`: the entry that it ends. */
  | { kind: 'reachable-again'; since: number; under?: string };

/**
 * What a digest tells of: the key of an alert, told as it is when the digest is posted; news in full, since nobody keeps it.
 * Thousands may wait to be told.
 */
export type Digested = string | Condition;

export const OUTBOX_PREFIX = 'outbox:';

/** Its document, and the marker by which its message is known again. */
export const outboxKey = ({ id }: Pick<OutboxEntry, 'id'>): string => OUTBOX_PREFIX + id;

export const outboxId = (tick: number, index: number): string =>
  `${String(tick).padStart(9, '0')}-${String(index).padStart(4, '0')}`;
