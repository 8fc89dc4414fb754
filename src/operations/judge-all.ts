import { byName } from '../core/by-name.ts';
import type { Pausable } from '../core/pausable.ts';
import type { Observation } from '../core/peering.ts';
import type { Clock } from '../core/ports.ts';
import { sorted } from '../core/sorted.ts';
import type { CardBook } from './card-book.ts';
import { createFindOnce } from './find-once.ts';
import { inSlices } from './in-slices.ts';
import { isJudgedAlike } from './judged-alike.ts';
import { JudgedRow } from './judged-row.ts';
import type { KnowledgeSource } from './knowledge.ts';

export interface JudgedAll {
  /** What is said of the rows is of then. */
  at: number;
  observation: Observation;
  /** By name. */
  rows: readonly JudgedRow[];
}

/** Judges every peering. The same object as long as nothing has changed. */
export interface JudgeAll {
  of(observation: Observation): Promise<JudgedAll>;
  /** The last one that is at hand where this would take too long: it is found out meanwhile. */
  atOnce(observation: Observation): JudgedAll | undefined;
}

interface Judging {
  observation: Observation;
  revision: string;
  done: Promise<JudgedAll>;
  /** Somebody waits for it from now on. */
  hurry(): Promise<JudgedAll>;
}

/** So many nobody waits for noticeably. */
const AT_ONCE = 300;
/** "5 days left" may be this old. */
const SAY_AGAIN_MS = 60_000;

export function createJudgeAll({
  knowledge,
  book,
  clock,
}: {
  knowledge: KnowledgeSource;
  book: Pick<CardBook, 'revision'>;
  clock: Pick<Clock, 'now' | 'rest'>;
}): JudgeAll {
  let last: { judged: JudgedAll; revision: string } | undefined;
  let running: Judging | undefined;
  const finderFor = createFindOnce(knowledge);

  const revisionNow = () => `${book.revision()}/${knowledge.revision()}`;

  /** What was judged before where nothing but time has passed since. */
  function lastOf(observation: Observation): JudgedAll | undefined {
    if (last?.revision !== revisionNow() || !isJudgedAlike(last.judged.observation, observation))
      return undefined;
    if (last.judged.observation !== observation) {
      void knowledge.learn(observation);
      last.judged = { ...last.judged, observation };
    }
    if (clock.now() - last.judged.at >= SAY_AGAIN_MS) last.judged = sayAgain(last.judged);
    return last.judged;
  }

  function sayAgain({ observation, rows }: JudgedAll): JudgedAll {
    const by = { at: clock.now(), observation, knowledge };
    return { at: by.at, observation, rows: rows.map((row) => row.anew(by)) };
  }

  function start(observation: Observation): Judging {
    const revision = revisionNow();
    if (running?.observation === observation && running.revision === revision) return running;
    // What it finds is shown next time: nobody waits for it.
    void knowledge.learn(observation);
    let isWaitedFor = false;
    const done = inSlices(judging(observation, revision), clock, () => isWaitedFor).finally(() => {
      if (running?.done === done) running = undefined;
    });
    const hurry = () => {
      isWaitedFor = true;
      return done;
    };
    running = { observation, revision, done, hurry };
    return running;
  }

  function* judging(observation: Observation, revision: string): Pausable<JudgedAll> {
    const by = { at: clock.now(), observation, knowledge };
    const rows: JudgedRow[] = [];
    const waits = observation.peerings.length > AT_ONCE;
    const finder = finderFor(observation);
    const byTheirNames = waits
      ? yield* sorted(observation.peerings, byName)
      : observation.peerings.toSorted(byName);
    for (const peering of byTheirNames) {
      rows.push(new JudgedRow(peering, finder.find(peering), by));
      if (waits) yield;
    }
    finder.forgetOthers();
    last = { judged: { at: by.at, observation, rows }, revision };
    return last.judged;
  }

  return {
    of: async (observation) => lastOf(observation) ?? start(observation).hurry(),
    atOnce(observation) {
      const judged = lastOf(observation);
      if (judged) return judged;
      if (!running) start(observation).done.catch(() => undefined);
      return last?.judged;
    },
  };
}
