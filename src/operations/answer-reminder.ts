import type { Alert, SpeakPolicy } from '../core/alerts/alert.ts';
import { acknowledge, snooze, wake } from '../core/alerts/answer-alert.ts';
import { sayMoment } from '../core/alerts/say-moment.ts';
import { type Actor, sayOutsider } from '../core/authorize.ts';
import { PeeringBotError } from '../core/errors.ts';
import type { AuditEntry, Clock } from '../core/ports.ts';
import type { AlertBook } from './alert-book.ts';
import type { Operations, ReminderAnswer } from './api.ts';
import type { Audit } from './audit.ts';
import type { CardBook } from './card-book.ts';
import type { Delivery } from './deliver.ts';

/** Everybody of the workspace may answer: whose turn it is, is mostly none of those who may change peerings. */
export function createAnswerReminder({
  alerts,
  book,
  audit,
  policy,
  clock,
  deliver,
}: {
  alerts: AlertBook;
  book: CardBook;
  audit: Audit;
  policy: SpeakPolicy;
  clock: Clock;
  deliver: Delivery['deliver'];
}): Operations['answerReminder'] {
  return async (peeringId, answer, actor, ref) => {
    const { userId, teamId, membership } = actor;
    const name = alerts.spokenOf(peeringId)[0]?.condition.peeringName;
    const write = (entry: Pick<AuditEntry, 'decision' | 'outcome' | 'detail'>) =>
      audit.write({
        at: clock.now(),
        userId,
        ...(teamId !== undefined && { teamId }),
        action: 'remind',
        peeringId,
        ...(name !== undefined && { peeringName: name }),
        ref,
        ...entry,
      });
    if (membership !== 'member') {
      const detail = sayOutsider(membership, 'answer to reminders');
      await write({ decision: 'refused', outcome: 'refused', detail });
      throw new PeeringBotError('not-allowed', detail);
    }
    const changed = await alerts.change(peeringId, (alert) => answered(alert, answer, actor));
    if (changed.length === 0) {
      await write({ decision: 'allowed', outcome: 'over' });
      return false;
    }
    const card = book.ofPeering(peeringId);
    await Promise.all([
      write({ decision: 'allowed', ...tell(answer) }),
      card && deliver(card.cardId, { now: true }),
    ]);
    return true;
  };

  function answered(alert: Alert, answer: ReminderAnswer, { userId }: Actor): Alert {
    switch (answer.do) {
      case 'acknowledge':
        return acknowledge(alert, userId, policy, clock.now());
      case 'snooze':
        return snooze(alert, userId, answer.until, clock.now());
      case 'wake':
        return wake(alert);
    }
  }

  function tell(answer: ReminderAnswer): Pick<AuditEntry, 'outcome' | 'detail'> {
    switch (answer.do) {
      case 'acknowledge':
        return { outcome: 'acknowledged' };
      case 'snooze':
        return { outcome: 'snoozed', detail: `until ${sayMoment(answer.until, policy.timezone)}` };
      case 'wake':
        return { outcome: 'woken' };
    }
  }
}
