import { judge } from '../core/chain/judge.ts';
import type { Verdict } from '../core/chain/link.ts';
import type { Observation, Peering } from '../core/peering.ts';
import { stateSentence } from '../core/state-sentence.ts';
import type { PeeringRow } from './api.ts';
import { diesAt } from './dies-at.ts';
import { isTerminable } from './draw-card.ts';
import type { Found } from './find-once.ts';
import type { KnowledgeSource } from './knowledge.ts';

/** One of thousands: holds no more than was found of it; what is shown is put together where it is shown. */
export class JudgedRow {
  readonly peering: Peering;
  readonly #found: Found;
  readonly #by: JudgedBy;
  #row: PeeringRow | undefined;

  constructor(peering: Peering, found: Found, by: JudgedBy) {
    this.peering = peering;
    this.#found = found;
    this.#by = by;
  }

  /** See `diesAt`. */
  get dies(): number | undefined {
    return diesAt(this.#found.loss, this.#by.at);
  }

  get turns(): Found['turns'] {
    return this.#found.turns;
  }

  /** The same object each time; its sentence is found out when it is read. */
  get row(): PeeringRow {
    this.#row ??= rowOf(this.peering, this.#by);
    return this.#row;
  }

  judge(): Verdict {
    return judgeBy(this.peering, this.#by);
  }

  /** The same at a later time: what is said of it is found out anew. */
  anew(by: JudgedBy): JudgedRow {
    return new JudgedRow(this.peering, this.#found, by);
  }
}

interface JudgedBy {
  at: number;
  observation: Observation;
  knowledge: Pick<KnowledgeSource, 'of'>;
}

const judgeBy = (peering: Peering, { observation, knowledge }: JudgedBy) =>
  judge(peering, observation, knowledge.of(peering));

function rowOf(peering: Peering, by: JudgedBy): PeeringRow {
  const { id, name, state, yugabyteVpcName, application } = peering;
  return {
    id,
    name,
    provider: application.provider,
    externalVpcId: application.externalVpcId,
    yugabyteVpcName,
    state,
    get sentence() {
      return stateSentence(peering, judgeBy(peering, by), by.knowledge.of(peering));
    },
    terminable: isTerminable(state),
  };
}
