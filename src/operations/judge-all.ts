import { byName } from '../core/by-name.ts';
import { judge } from '../core/chain/judge.ts';
import type { Verdict } from '../core/chain/link.ts';
import type { Observation, Peering } from '../core/peering.ts';
import type { Clock } from '../core/ports.ts';
import { stateSentence } from '../core/state-sentence.ts';
import type { PeeringRow } from './api.ts';
import type { CardBook } from './card-book.ts';
import { isTerminable } from './draw-card.ts';
import type { KnowledgeSource } from './knowledge.ts';

export interface JudgedRow {
  row: PeeringRow;
  peering: Peering;
  verdict: Verdict;
}

export interface JudgedAll {
  at: number;
  /** By name. */
  rows: readonly JudgedRow[];
}

/** Judges every peering. The same object as long as nothing has changed. */
export type JudgeAll = (observation: Observation) => JudgedAll;

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
  let last: { observation: Observation; revision: string; judged: JudgedAll } | undefined;

  return (observation) => {
    const now = clock.now();
    const revision = `${book.revision()}/${knowledge.revision()}`;
    const isSame = last?.observation === observation && last.revision === revision;
    if (last && isSame && now - last.judged.at < SAY_AGAIN_MS) return last.judged;
    // What it finds is shown next time: nobody waits for it.
    void knowledge.learn(observation);
    const rows = observation.peerings.toSorted(byName).map((peering) => judgeOne(peering, observation));
    last = { observation, revision, judged: { at: now, rows } };
    return last.judged;
  };

  function judgeOne(peering: Peering, observation: Observation): JudgedRow {
    const known = knowledge.of(peering);
    const verdict = judge(peering, observation, known);
    const { id, name, state, yugabyteVpcName, application } = peering;
    return {
      peering,
      verdict,
      row: {
        id,
        name,
        provider: application.provider,
        externalVpcId: application.externalVpcId,
        yugabyteVpcName,
        state,
        sentence: stateSentence(peering, verdict, known),
        terminable: isTerminable(state),
      },
    };
  }
}
