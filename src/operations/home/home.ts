import { mayDecide } from '../../core/approval.ts';
import { authorize, type ChangeAction, type RightsPolicy } from '../../core/authorize.ts';
import { byName } from '../../core/by-name.ts';
import { PeeringBotError } from '../../core/errors.ts';
import type { Observation } from '../../core/peering.ts';
import type { Clock } from '../../core/ports.ts';
import { stageDurations } from '../../core/stages/stage-durations.ts';
import type { AlertBook } from '../alert-book.ts';
import type { Home, HomeOf, HomePeerings, HomeTurn, PeeringRow } from '../api.ts';
import type { Approvals } from '../approvals/approvals.ts';
import { cardAlert } from '../card-alert.ts';
import type { CardBook } from '../card-book.ts';
import type { CurrentObservation } from '../current-observation.ts';
import { fixesOf } from '../draw-card.ts';
import { freshness } from '../freshness.ts';
import { isWaitingForAcceptance, type Journal } from '../journal.ts';
import type { JudgeAll } from '../judge-all.ts';
import type { JudgedRow } from '../judged-row.ts';
import { summary } from '../overview.ts';
import { peeringById } from '../peering-by-id.ts';
import { type Belongings, createBelongings } from './belongings.ts';

interface HomeParts {
  current: CurrentObservation;
  judgeAll: JudgeAll;
  book: CardBook;
  journal: Journal;
  approvals: Pick<Approvals, 'waiting'>;
  alerts: AlertBook;
  rights: RightsPolicy;
  /** Whom an AWS account or GCP project belongs to: user and user-group ids. */
  owners: ReadonlyMap<string, string>;
  clock: Clock;
}

/** What there is for one person: what waits for them, what is theirs, how everything stands. */
export function createHome(parts: HomeParts): (of: HomeOf) => Promise<Home> {
  const { current, judgeAll, book, journal, approvals, alerts, rights, owners, clock } = parts;
  const belongingsOf = createBelongings(book);

  return async (of) => {
    const { actor } = of;
    const now = clock.now();
    const waiting = approvals.waiting();
    return {
      toDecide: waiting.filter((approval) => mayDecide('approve', approval, actor, rights, now).may),
      asked: waiting.filter(({ requestedBy }) => requestedBy === actor.userId),
      peerings: await current
        .get()
        .then(async (observation) => ({ ok: true as const, value: await peeringsOf(observation, of) }))
        .catch(unread),
      stages: stageDurations(alerts.passages(), now),
      mayCreate: may(of, 'create', ''),
      readOnly: rights.operators.length + rights.approvers.length === 0,
    };
  };

  async function peeringsOf(observation: Observation, of: HomeOf): Promise<HomePeerings> {
    const judged = await judgeAll.of(observation);
    const belongings = belongingsOf(judged);
    const { total, byState } = summary(judged);
    return {
      freshness: freshness(observation, clock.now()),
      total,
      byState,
      myTurn: turnsOf(belongings, of).map((judgedRow) => turn(judgedRow, of)),
      requesting: requestingBy(of, observation),
      mine: minesOf(belongings, of).map(({ row }) => rowFor(row, of)),
    };
  }

  function turnsOf({ projectsTurn, operatorsTurn, urgency }: Belongings, of: HomeOf): JudgedRow[] {
    const asOwner = projectsOf(of).flatMap((project) => projectsTurn.get(project) ?? []);
    const asOperator = operatorsTurn.filter(({ peering }) => may(of, 'allow-access', peering.name));
    const place = (row: JudgedRow) => urgency.get(row) ?? 0;
    return [...new Set([...asOwner, ...asOperator])].sort((a, b) => place(a) - place(b));
  }

  function minesOf({ requestedBy, ofProject }: Belongings, of: HomeOf): JudgedRow[] {
    const requested = requestedBy.get(of.actor.userId) ?? [];
    const owned = projectsOf(of).flatMap((project) => ofProject.get(project) ?? []);
    return [...new Set([...requested, ...owned])].sort((a, b) => byName(a.peering, b.peering));
  }

  function projectsOf({ ownerIds }: HomeOf): string[] {
    return [...owners].flatMap(([project, owner]) => (ownerIds.includes(owner) ? [project] : []));
  }

  function turn(judgedRow: JudgedRow, of: HomeOf): HomeTurn {
    const { row, peering } = judgedRow;
    const verdict = judgedRow.judge();
    const alert = cardAlert(alerts.spokenOf(peering.id));
    const fixes = isBusy(peering.id) ? [] : fixesOf(verdict);
    return {
      row: rowFor(row, of),
      verdict,
      fixes: fixes.filter(({ fix }) => may(of, fix, peering.name)),
      ...(alert && { alert }),
    };
  }

  /** The bot is at it: until that has ended nothing else is offered. */
  function isBusy(peeringId: string): boolean {
    const operation = journal.runningFor(book.ofPeering(peeringId)?.cardId ?? '');
    return operation !== undefined && !isWaitingForAcceptance(operation);
  }

  /** What Yugabyte does not list yet. */
  function requestingBy({ actor }: HomeOf, observation: Observation): HomePeerings['requesting'] {
    return journal
      .left()
      .filter(
        ({ plan, status, by, peeringId }) =>
          plan.kind === 'create' &&
          status === 'running' &&
          by.userId === actor.userId &&
          !(peeringId !== undefined && peeringById(observation, peeringId)),
      )
      .map(({ subject }) => ({ name: subject.spec.name, yugabyteVpcName: subject.yugabyteVpcName }));
  }

  function rowFor(row: PeeringRow, of: HomeOf): PeeringRow {
    return row.terminable && !may(of, 'terminate', row.name) ? { ...row, terminable: false } : row;
  }

  function may({ actor }: HomeOf, action: ChangeAction, name: string): boolean {
    return authorize(action, name, actor, rights).answer !== 'refused';
  }
}

/** What the bot's own store knows is shown all the same. */
function unread(error: unknown): { ok: false; reason: string } {
  if (!(error instanceof PeeringBotError)) throw error;
  return { ok: false, reason: [error.message, error.mend].filter(Boolean).join(' ') };
}
