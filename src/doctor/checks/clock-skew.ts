import type { Clock } from '../../core/ports.ts';
import type { SlackProbe, YugabyteProbe } from '../../core/probes.ts';
import { type Check, notCheckable, ok, problem } from '../check.ts';

const mostMs = 60_000;

/**
 * Slack's signatures carry a time, and so do keys; `machine` is the time of this machine, by which both are judged.
 * What servers tell is exact to the second.
 */
export function checkClockSkew(
  { slack, yugabyte }: { slack: SlackProbe; yugabyte: YugabyteProbe },
  machine: Pick<Clock, 'now'>,
): Check {
  async function skewTo(name: string, ask: () => Promise<number | undefined>) {
    const before = machine.now();
    const serverTime = await ask().catch(() => undefined);
    if (serverTime === undefined) return [];
    const behind = serverTime + 500 - (before + machine.now()) / 2;
    return [{ name, seconds: Math.round(behind / 1000) }];
  }

  return {
    name: 'Clock',
    async run() {
      const skews = (
        await Promise.all([skewTo('Slack', slack.serverTime), skewTo('Yugabyte', yugabyte.serverTime)])
      ).flat();
      const names = skews.map(({ name }) => name).join(' and ');
      if (skews.length === 0)
        return notCheckable('Neither Slack nor Yugabyte told its time.', 'See whether they can be reached.');
      const off = skews.filter(({ seconds }) => Math.abs(seconds) * 1000 > mostMs);
      if (off.length === 0) return ok(`The clock of this machine agrees with ${names}.`);
      return problem(
        `The clock of this machine ${off.map(saySkew).join(', and ')}: signatures and deadlines are judged wrongly.`,
        'Set the clock of the machine by NTP.',
      );
    },
  };
}

const saySkew = ({ name, seconds }: { name: string; seconds: number }) =>
  `is ${Math.abs(seconds)} s ${seconds > 0 ? 'behind' : 'ahead of'} ${name}`;
