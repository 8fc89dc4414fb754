import { remember } from '../remember.ts';
import type { SpeakPolicy } from './alert.ts';
import { wallTime } from './zone.ts';

const MINUTE = 60_000;

/**
 * Until when it is quiet, if it is quiet at that moment: the first whole minute that is not. By the clocks on the wall, so
 * that a night in which they change is an hour shorter or longer.
 */
export function quietUntil(at: number, policy: SpeakPolicy): number | undefined {
  return lookUp(policy)(at);
}

/** The night that was asked for last is remembered: in a tick, all ask for the same. */
const lookUp = remember((policy: SpeakPolicy) => {
  const { quietHours, timezone } = policy;
  if (!quietHours) return () => undefined;
  let night = { from: 0, until: 0 };
  return (at: number): number | undefined => {
    if (at >= night.from && at < night.until) return night.until;
    let end = at;
    while (isQuiet(end, quietHours, timezone)) end = Math.floor(end / MINUTE) * MINUTE + MINUTE;
    if (end === at) return undefined;
    night = { from: at, until: end };
    return end;
  };
});

function isQuiet(at: number, { from, to }: { from: number; to: number }, timezone: string): boolean {
  const { hour, minute } = wallTime(at, timezone);
  const now = hour * 60 + minute;
  return from < to ? now >= from && now < to : now >= from || now < to;
}
