import type { SpeakPolicy } from '../core/alerts/alert.ts';
import { quietUntil } from '../core/alerts/quiet-hours.ts';

/**
 * Until when a reminder has to wait that Slack did not take in time: it does not come at night, unless it was decided at
 * night that it cannot wait.
 */
export function heldUntil(decidedAt: number, now: number, policy: SpeakPolicy): number | undefined {
  return quietUntil(decidedAt, policy) === undefined ? quietUntil(now, policy) : undefined;
}
