import type { Checked } from '../core/checked.ts';
import { PeeringBotError } from '../core/errors.ts';

export type Finding = Omit<Checked, 'check'>;

/** One thing to look at. What it throws is a problem in the words of the error. */
export interface Check {
  name: string;
  /** Where this fails, another check says why, and this one only that it could not be made. */
  needs?: { held: () => Promise<unknown>; otherwise: string };
  run: () => Promise<Finding>;
}

export const ok = (sentence: string): Finding => ({ status: 'ok', sentence });

export const problem = (sentence: string, mend: string): Finding => ({ status: 'problem', sentence, mend });

export const notCheckable = (sentence: string, mend?: string): Finding => ({
  status: 'not checkable',
  sentence,
  ...(mend && { mend }),
});

/** A failure in words. Only a `PeeringBotError`'s are shown: others may carry secrets. */
export function sayFailure(error: unknown): { sentence: string; mend: string } {
  if (!(error instanceof PeeringBotError))
    return {
      sentence: 'The check itself failed.',
      mend: 'Try again; if it stays, look into the log of the bot.',
    };
  return { sentence: error.message, mend: error.mend ?? 'Try again; if it stays, look into the log.' };
}
