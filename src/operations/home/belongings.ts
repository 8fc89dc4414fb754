import { remember } from '../../core/remember.ts';
import type { CardBook } from '../card-book.ts';
import { diesAt } from '../dies-at.ts';
import type { JudgedAll, JudgedRow } from '../judge-all.ts';

/** The peerings by whose they are and by whose turn it is. */
export interface Belongings {
  /** By AWS account or GCP project. */
  ofProject: ReadonlyMap<string, JudgedRow[]>;
  /** By Slack user id. */
  requestedBy: ReadonlyMap<string, JudgedRow[]>;
  /** Those that wait for an account or project. */
  projectsTurn: ReadonlyMap<string, JudgedRow[]>;
  /** Those that wait for an operator. */
  operatorsTurn: readonly JudgedRow[];
  /** The place of those that wait for anybody: the most urgent comes first. */
  urgency: ReadonlyMap<JudgedRow, number>;
}

/** Sorted once for everybody, as long as nothing has changed. */
export function createBelongings(book: CardBook): (judged: JudgedAll) => Belongings {
  return remember(({ rows, at }) => {
    const waiting = rows
      .filter(({ verdict }) => ownersOf(verdict).length > 0)
      .map((row) => ({ row, dies: diesAt(row, at) ?? Number.POSITIVE_INFINITY }))
      .toSorted((a, b) => (a.dies < b.dies ? -1 : a.dies > b.dies ? 1 : 0))
      .map(({ row }) => row);
    return {
      ofProject: groupedBy(rows, ({ peering }) => peering.application.cloudProject),
      requestedBy: groupedBy(rows, ({ peering }) => requesterOf(book, peering.id)),
      projectsTurn: groupedBy(waiting, projectInTurn),
      operatorsTurn: waiting.filter(({ verdict }) =>
        ownersOf(verdict).some(({ kind }) => kind === 'operators'),
      ),
      urgency: new Map(waiting.map((row, place) => [row, place])),
    };
  });
}

/** Who only let it in or terminated it has not requested it. */
function requesterOf(book: CardBook, peeringId: string): string | undefined {
  const card = book.ofPeering(peeringId);
  return card?.origin === 'made' ? card.requestedBy : undefined;
}

const ownersOf = ({ firstBroken }: JudgedRow['verdict']) =>
  (firstBroken?.findings ?? []).map(({ owner }) => owner);

function projectInTurn({ verdict }: JudgedRow): string | undefined {
  for (const owner of ownersOf(verdict)) if (owner.kind === 'application') return owner.cloudProject;
  return undefined;
}

function groupedBy<T>(all: readonly T[], keyOf: (one: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}
