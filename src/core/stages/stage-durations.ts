import { median } from './median.ts';
import { LATELY_DAYS, type Passage, type Stage, type StageDuration } from './stage.ts';

const STAGES: Stage[] = ['pending', 'shut-out'];
const LATELY_MS = LATELY_DAYS * 24 * 3_600_000;
const MOST_PASSAGES = 500;

/** How long the stages take; those that nothing has passed lately are left out. */
export function stageDurations(passages: readonly Passage[], now: number): StageDuration[] {
  return STAGES.flatMap((stage) => {
    const lately = passages.filter((passage) => passage.stage === stage && isLately(passage, now));
    const medianMs = median(lately.map(({ lastedMs }) => lastedMs));
    return medianMs === undefined ? [] : [{ stage, medianMs, count: lately.length }];
  });
}

/** What is worth remembering of them, the oldest first. */
export function keptPassages(passages: readonly Passage[], now: number): Passage[] {
  return passages.filter((passage) => isLately(passage, now)).slice(-MOST_PASSAGES);
}

const isLately = ({ endedAt }: Passage, now: number) => now - endedAt < LATELY_MS;
