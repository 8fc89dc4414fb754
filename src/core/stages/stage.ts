/** What a peering passes through on its way to traffic. `pending`: until it is accepted; `shut-out`: until every cluster lets it in. */
export type Stage = 'pending' | 'shut-out';

/** One peering's way through a stage, once that was over. Times are ms since 1970. */
export interface Passage {
  stage: Stage;
  peeringId: string;
  lastedMs: number;
  endedAt: number;
}

/** How long a stage takes, over those who have passed it lately. */
export interface StageDuration {
  stage: Stage;
  medianMs: number;
  /** Over how many. */
  count: number;
}

/** What is older says little about how it goes now. */
export const LATELY_DAYS = 90;
