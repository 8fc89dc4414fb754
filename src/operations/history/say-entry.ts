import type { AuditEntry } from '../../core/ports.ts';
import type { HistoryEvent } from '../api.ts';

/** Stands in the audit log for what nobody asked for. */
const BOT = 'peering-bot';

/** An entry of the audit log as an event, for where no note of the card tells it. */
export function eventOf(entry: AuditEntry): HistoryEvent {
  const { at, userId, ref } = entry;
  return {
    at,
    ...sayEntry(entry),
    ...(userId !== BOT && { by: userId }),
    ...approverOf(entry),
    ref,
  };
}

/** Who approved what somebody else did. */
export const approverOf = ({ userId, approverId }: AuditEntry): Pick<HistoryEvent, 'approvedBy'> =>
  approverId === undefined || approverId === userId ? {} : { approvedBy: approverId };

function sayEntry(entry: AuditEntry): Pick<HistoryEvent, 'kind' | 'sentence'> {
  const { action, outcome, decision, detail } = entry;
  const change = CHANGES[action];
  if (!change) return { kind: decision === 'refused' ? 'refused' : 'news', sentence: sayOther(entry) };
  const { wish, done } = change;
  switch (outcome) {
    case 'started':
      return { kind: 'asked', sentence: `Asked to ${wish}.` };
    case 'approval-asked':
      return { kind: 'asked', sentence: `Asked for approval to ${wish}.` };
    case 'done':
      return { kind: 'news', sentence: done };
    case 'superseded':
      return { kind: 'news', sentence: 'Stopped waiting: it is to be terminated.' };
    case 'failed':
      return { kind: 'stopped', sentence: withDetail(`Tried to ${wish}, and it stopped`, detail) };
    case 'refused':
      return { kind: 'refused', sentence: withDetail(`Wanted to ${wish} and was not allowed to`, detail) };
    default:
      return { kind: 'refused', sentence: withDetail(`Wanted to ${wish}; nothing was started`, detail) };
  }
}

/** What is no change of the peering itself: approvals, reminders. */
function sayOther({ action, outcome, decision, detail }: AuditEntry): string {
  return withDetail(
    decision === 'refused'
      ? `Was not allowed to ${action}`
      : (DEEDS[outcome] ?? `Wanted to ${action}; nothing came of it`),
    detail,
  );
}

const withDetail = (what: string, detail: string | undefined): string =>
  detail ? `${what}: ${detail}` : `${what}.`;

const CHANGES: Record<string, { wish: string; done: string }> = {
  create: { wish: 'create this peering', done: 'Requested as planned.' },
  'allow-access': { wish: 'let the application VPC in', done: 'The application VPC is let in.' },
  terminate: { wish: 'terminate this peering', done: 'Terminated.' },
  'request-again': { wish: 'request this peering again', done: 'Requested again.' },
};

const DEEDS: Record<string, string> = {
  reminded: 'Reminded',
  acknowledged: 'Said to be on it',
  snoozed: 'Snoozed the reminders',
  woken: 'Woke the reminders',
  over: 'Answered to a reminder of what was over',
  approved: 'Approved',
  declined: 'Declined',
  withdrawn: 'Withdrew the request',
  expired: 'Nobody approved in time',
  'plan-changed': 'Approved, but it no longer held',
};
