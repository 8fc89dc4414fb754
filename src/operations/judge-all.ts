import { byName } from '../core/by-name.ts';
import { judge } from '../core/chain/judge.ts';
import type { Owner, Verdict } from '../core/chain/link.ts';
import type { Pausable } from '../core/pausable.ts';
import type { Observation, Peering } from '../core/peering.ts';
import type { Clock } from '../core/ports.ts';
import { sorted } from '../core/sorted.ts';
import { stateSentence } from '../core/state-sentence.ts';
import type { PeeringRow } from './api.ts';
import type { CardBook } from './card-book.ts';
import { diesAt } from './dies-at.ts';
import { isTerminable } from './draw-card.ts';
import { inSlices } from './in-slices.ts';
import type { KnowledgeSource } from './knowledge.ts';

/** What is kept of a verdict for each of thousands; all of it is found out again where it is shown. */
export interface JudgedRow {
  row: PeeringRow;
  peering: Peering;
  /** See `diesAt`. */
  dies: number | undefined;
  /** Who has to do something about the first link that is not ok. */
  turns: Owner[];
  judge(): Verdict;
}

export interface JudgedAll {
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
  book: CardBook;
  clock: Clock;
}): JudgeAll {
  let last: { judged: JudgedAll; revision: string } | undefined;
  let running: Judging | undefined;

  const revisionNow = () => `${book.revision()}/${knowledge.revision()}`;

  function known(observation: Observation): JudgedAll | undefined {
    if (last?.judged.observation !== observation || last.revision !== revisionNow()) return undefined;
    return clock.now() - last.judged.at < SAY_AGAIN_MS ? last.judged : undefined;
  }

  function start(observation: Observation): Judging {
    const revision = revisionNow();
    if (running?.observation === observation && running.revision === revision) return running;
    // What it finds is shown next time: nobody waits for it.
    void knowledge.learn(observation);
    let isWaitedFor = false;
    const done = inSlices(judging(observation, revision), () => isWaitedFor).finally(() => {
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
    const at = clock.now();
    const rows: JudgedRow[] = [];
    const waits = observation.peerings.length > AT_ONCE;
    const byTheirNames = waits
      ? yield* sorted(observation.peerings, byName)
      : observation.peerings.toSorted(byName);
    for (const peering of byTheirNames) {
      rows.push(judgeOne(peering, observation, at));
      if (waits) yield;
    }
    last = { judged: { at, observation, rows }, revision };
    return last.judged;
  }

  function judgeOne(peering: Peering, observation: Observation, at: number): JudgedRow {
    const knows = knowledge.of(peering);
    const verdict = judge(peering, observation, knows);
    const { id, name, state, yugabyteVpcName, application } = peering;
    return {
      peering,
      dies: diesAt(peering, verdict, at),
      turns: (verdict.firstBroken?.findings ?? []).map(({ owner }) => owner),
      judge: () => judge(peering, observation, knowledge.of(peering)),
      row: {
        id,
        name,
        provider: application.provider,
        externalVpcId: application.externalVpcId,
        yugabyteVpcName,
        state,
        sentence: stateSentence(peering, verdict, knows),
        terminable: isTerminable(state),
      },
    };
  }

  return {
    of: async (observation) => known(observation) ?? start(observation).hurry(),
    atOnce(observation) {
      const judged = known(observation);
      if (judged) return judged;
      if (!running) start(observation).done.catch(() => undefined);
      return last?.judged;
    },
  };
}
