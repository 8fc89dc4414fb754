/** What the test and the bot's process tell each other. */

export type ToBot =
  /** Turn the clock by `ms`. */
  | { order: number; do: 'turn'; ms: number }
  /** Tell whether anything is under way in the process itself. */
  | { order: number; do: 'look' }
  /** The journal may be written, or the work after it may go on. */
  | { goOn: number };

export type FromBot =
  | { started: true }
  | { done: number; calm: boolean }
  /** The process stands still at this instant until it is told to go on. */
  | { held: number; journal: 'to be written' | 'written' };
