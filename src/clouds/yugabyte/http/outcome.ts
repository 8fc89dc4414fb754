import type { PeeringBotError } from '../../../core/errors.ts';

/** How one call ended. */
export type Outcome = Answer | Failure;

export interface Answer {
  ok: true;
  status: number;
  /** Parsed JSON; `undefined` when the body was empty, or was not looked at as it has been `seen`. */
  body: unknown;
  /** Of the body, where the request names what was `seen`. */
  digest?: string;
}

export interface Failure {
  ok: false;
  /** Absent when there was no answer. */
  status?: number;
  error: PeeringBotError;
  /** `unknown`: if it was a write, it may have been carried out although the answer says nothing of it. */
  effect: 'none' | 'unknown';
  /** Whether the same call can be expected to go better soon. */
  again: boolean;
  /** What the server asked to wait. */
  retryAfterMs?: number;
  /** The API itself said that it has no such thing. */
  gone: boolean;
}

export function answerOf(outcome: Outcome): Answer {
  if (!outcome.ok) throw outcome.error;
  return outcome;
}

export const bodyOf = (outcome: Outcome): unknown => answerOf(outcome).body;
