import type { Alert, SpeakPolicy } from './alert.ts';

/** Somebody is on it: silent for one period, milestones aside. Takes the place of a snooze. */
export function acknowledge(alert: Alert, by: string, policy: SpeakPolicy, now: number): Alert {
  return { ...wake(alert), acknowledged: { by, at: now, falls: now + policy.remindEveryMs } };
}

/** Silent until then. Takes the place of an acknowledgement. */
export function snooze(alert: Alert, by: string, until: number, now: number): Alert {
  return { ...wake(alert), snoozed: { by, at: now, until } };
}

/** As if nobody had answered: it speaks again when its regular time comes, or at once where that has passed. */
export function wake(alert: Alert): Alert {
  const { acknowledged: _, snoozed: __, ...open } = alert;
  return open;
}
