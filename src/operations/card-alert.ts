import type { Alert } from '../core/alerts/alert.ts';
import type { CardAlert } from '../core/ports.ts';

/** The alerts of one peering as one: people answer to all of them together. */
export function cardAlert(alerts: Alert[]): CardAlert | undefined {
  const [first] = alerts;
  if (!first) return undefined;
  const reminded = alerts.flatMap(({ spoken }) => spoken ?? []);
  const { acknowledged, snoozed } = first;
  const [deadline] = alerts.flatMap(({ condition }) => condition.deadline ?? []).sort((a, b) => a.at - b.at);
  const oldest = alerts.map(({ condition }) => condition).reduce((a, b) => (b.since < a.since ? b : a));
  return {
    sentences: alerts.map(({ condition }) => condition.sentence),
    since: oldest.since,
    ...(oldest.sinceAtLatest && { sinceAtLatest: true }),
    ...(deadline && { deadline }),
    ...(reminded.length > 0 && {
      reminded: {
        count: Math.max(...reminded.map(({ count }) => count)),
        at: Math.max(...reminded.map(({ at }) => at)),
      },
    }),
    ...(acknowledged && { acknowledged }),
    ...(snoozed && { snoozed }),
  };
}
