import { groupBy } from '../../core/group-by.ts';
import { remember } from '../../core/remember.ts';
import type { CardBook } from '../card-book.ts';
import type { JudgedAll } from '../judge-all.ts';
import type { JudgedRow } from '../judged-row.ts';

/** The peerings by whose they are and by whose turn it is. */
export interface Belongings {
  /** By AWS account or GCP project. */
  ofProject: ReadonlyMap<string | undefined, JudgedRow[]>;
  /** By Slack user id. */
  requestedBy: ReadonlyMap<string | undefined, JudgedRow[]>;
  /** Those that wait for an account or project. */
  projectsTurn: ReadonlyMap<string | undefined, JudgedRow[]>;
  /** Those that wait for an operator. */
  operatorsTurn: readonly JudgedRow[];
  /** The place of those that wait for anybody: the most urgent comes first. */
  urgency: ReadonlyMap<JudgedRow, number>;
}

/** Sorted once for everybody, as long as nothing has changed. */
export function createBelongings(book: CardBook): (judged: JudgedAll) => Belongings {
  return remember(({ rows }) => {
    const waiting = rows.filter(({ turns }) => turns.length > 0).toSorted(byUrgency);
    return {
      ofProject: groupBy(rows, ({ peering }) => peering.application.cloudProject),
      requestedBy: groupBy(rows, ({ peering }) => requesterOf(book, peering.id)),
      projectsTurn: groupBy(waiting, projectInTurn),
      operatorsTurn: waiting.filter(({ turns }) => turns.some(({ kind }) => kind === 'operators')),
      urgency: new Map(waiting.map((row, place) => [row, place])),
    };
  });
}

/** Who only let it in or terminated it has not requested it. */
function requesterOf(book: CardBook, peeringId: string): string | undefined {
  const card = book.ofPeering(peeringId);
  return card?.origin === 'made' ? card.requestedBy : undefined;
}

function byUrgency(a: JudgedRow, b: JudgedRow): number {
  const never = Number.POSITIVE_INFINITY;
  const [x, y] = [a.dies ?? never, b.dies ?? never];
  return x < y ? -1 : x > y ? 1 : 0;
}

function projectInTurn({ turns }: JudgedRow): string | undefined {
  for (const owner of turns) if (owner.kind === 'application') return owner.cloudProject;
  return undefined;
}
