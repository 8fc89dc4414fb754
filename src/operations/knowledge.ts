import type { Knowledge } from '../core/chain/link.ts';
import type { Observation, Peering, YugabyteTask } from '../core/peering.ts';
import type { Clock, ManagedDb } from '../core/ports.ts';
import type { CardBook } from './card-book.ts';
import type { CardDocument } from './card-document.ts';

/** What Yugabyte does not tell about a peering. */
export interface KnowledgeSource {
  of(peering: Pick<Peering, 'id' | 'yugabyteVpcId'>): Knowledge;
  ofCard(card: CardDocument): Knowledge;
  /** Asks Yugabyte's tasks when the waiting requests were made, where that is not known. Never throws. */
  learn(observation: Observation): Promise<void>;
  /** What a former process noted is at hand from now on. */
  recollect(): void;
  /** Counts up when something new is known. */
  revision(): number;
}

/** One page, newest first: what waits is young. */
const MOST_TASKS = 100;
const SEVEN_DAYS = 7 * 24 * 60 * 60 * 1000;

export function createKnowledge({
  book,
  managedDb,
  clock,
  remembered,
}: {
  book: CardBook;
  managedDb: ManagedDb;
  clock: Clock;
  /** What a tick noted of a request, perhaps that of a former process. */
  remembered(peeringId: string): Knowledge['requestedAt'];
}): KnowledgeSource {
  /** By peering id; `undefined` where the tasks do not tell. */
  const dates = new Map<string, Knowledge['requestedAt']>();
  /** Whoever asks meanwhile shares it. */
  let learning: Promise<void> | undefined;
  let recollections = 0;
  /** There is nothing more to learn of these. */
  let learnt: Observation['peerings'] | undefined;

  const known = (peeringId: string | undefined, card: CardDocument | undefined): Knowledge => {
    const now = clock.now();
    if (card?.origin === 'made') return { now, requestedAt: { at: card.requestedAt, certainty: 'exact' } };
    const requestedAt = exact(remembered(peeringId ?? '')) ?? dates.get(peeringId ?? '');
    return { now, ...(requestedAt && { requestedAt }) };
  };

  const isOurs = ({ id }: Peering) => book.ofPeering(id)?.origin === 'made';

  return {
    of: ({ id }) => known(id, book.ofPeering(id)),
    ofCard: (card) => known(card.peeringId, card),
    learn(observation) {
      learning ??= ask(observation).finally(() => {
        learning = undefined;
      });
      return learning;
    },
    recollect() {
      recollections += 1;
    },
    revision: () => dates.size + recollections,
  };

  async function ask({ peerings }: Observation): Promise<void> {
    if (learnt === peerings) return;
    const unknown = peerings.filter(
      (peering) => isWaiting(peering) && !dates.has(peering.id) && !isOurs(peering),
    );
    try {
      if (unknown.length > 0) await lookUp(unknown);
      learnt = peerings;
    } catch {
      // Without them the answer only lacks a deadline.
    }
  }

  async function lookUp(unknown: Peering[]): Promise<void> {
    const tasks = await managedDb.tasks({ type: 'CREATE_VPC_PEERING', limit: MOST_TASKS });
    const young = youngTimes(tasks, clock.now());
    for (const { id, yugabyteVpcId } of unknown) dates.set(id, requestedAt(young.get(yugabyteVpcId) ?? []));
  }
}

/** Once known exactly it stays so, also when later tasks of the same Yugabyte VPC blur what they tell. */
const exact = (date: Knowledge['requestedAt']) => (date?.certainty === 'exact' ? date : undefined);

const isWaiting = ({ state, application }: Peering) => state === 'PENDING' && application.provider === 'AWS';

/** By the thing that a task is about: when those of the last seven days were made. */
function youngTimes(tasks: YugabyteTask[], now: number): Map<string, number[]> {
  const times = new Map<string, number[]>();
  for (const { entityId, createdAt } of tasks) {
    if (createdAt === undefined || now - createdAt >= SEVEN_DAYS) continue;
    times.set(entityId, [...(times.get(entityId) ?? []), createdAt]);
  }
  return times;
}

/**
 * A task names the Yugabyte VPC, not the peering. What still waits was requested in the last seven days: a single task
 * of those days is its own; of several the newest is the bound.
 */
function requestedAt(young: number[]): Knowledge['requestedAt'] {
  if (young.length === 0) return undefined;
  return { at: Math.max(...young), certainty: young.length === 1 ? 'exact' : 'at-latest' };
}
