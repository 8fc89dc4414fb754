import type { Alert, SpeakPolicy } from './alert.ts';

/**
 * The alert without times that are still to come, which a clock that was set back has left: without this, one that was
 * years ahead would silence it for years.
 */
export function withinTime(alert: Alert, policy: SpeakPolicy, now: number): Alert {
  const { spoken, acknowledged, notBefore, resolvedAt } = alert;
  const isPast = (at: number | undefined) => at === undefined || at <= now;
  const latest = now + policy.pendingAfterMs;
  if (
    isPast(spoken?.at) &&
    isPast(acknowledged?.at) &&
    isPast(resolvedAt) &&
    (notBefore === undefined || notBefore <= latest)
  )
    return alert;
  return {
    ...alert,
    spoken: spoken && { ...spoken, at: Math.min(spoken.at, now) },
    ...(acknowledged && {
      acknowledged: {
        ...acknowledged,
        at: Math.min(acknowledged.at, now),
        falls: Math.min(acknowledged.falls, now + policy.remindEveryMs),
      },
    }),
    ...(notBefore !== undefined && { notBefore: Math.min(notBefore, latest) }),
    ...(resolvedAt !== undefined && { resolvedAt: Math.min(resolvedAt, now) }),
  };
}
