import type { Sighting, Speech } from '../core/alerts/alert.ts';
import { type OutboxEntry, outboxId, type Saying } from './outbox-entry.ts';
import type { TickOutcome } from './tick-document.ts';

/** What one message holds, with room for its head and foot: Slack takes 50 blocks. */
const MOST_LINES = 40;

/** What was said before. */
interface Before {
  /** The digest that spoke of this alert last. */
  digestOf(alertKey: string): string | undefined;
  /** The notice that Yugabyte cannot be reached. */
  unreachable: string | undefined;
}

/** What a tick decided to say, as messages in their order. */
export function outboxEntries(
  tick: number,
  { at, speeches, sightings }: Pick<TickOutcome, 'at' | 'speeches' | 'sightings'>,
  before: Before,
): { entries: OutboxEntry[]; digestOf(alertKey: string): string | undefined } {
  const digests = new Map<string, string | undefined>();
  const digestOf = (key: string) => (digests.has(key) ? digests.get(key) : before.digestOf(key));
  const entries: OutboxEntry[] = [];
  for (const say of speeches.flatMap((speech) => sayings(speech, sightings, before))) {
    const id = outboxId(tick, entries.length);
    entries.push({ id, at, say });
    if (say.kind === 'digest') for (const { key } of say.conditions) digests.set(key, id);
    if (say.kind === 'reminder') digests.set(say.alert.condition.key, undefined);
  }
  return { entries, digestOf };
}

function sayings(speech: Speech, sightings: Sighting[], before: Before): Saying[] {
  switch (speech.kind) {
    case 'reminder': {
      const sighting = sightings.find(({ peeringId }) => peeringId === speech.alert.condition.peeringId);
      if (!sighting) return [speech];
      const { spec, yugabyteVpcName } = sighting;
      return [{ ...speech, subject: { spec, yugabyteVpcName } }];
    }
    case 'digest': {
      const conditions = speech.alerts.map(({ condition }) => condition);
      const parts = Math.ceil(conditions.length / MOST_LINES);
      return Array.from({ length: parts }, (_, index) => ({
        kind: 'digest',
        conditions: conditions.slice(index * MOST_LINES, (index + 1) * MOST_LINES),
        part: index + 1,
        parts,
      }));
    }
    case 'resolved': {
      const { alert, ...more } = speech;
      const digest = before.digestOf(alert.condition.key);
      return [{ ...more, condition: alert.condition, ...(digest !== undefined && { digest }) }];
    }
    case 'unreachable':
      return [speech];
    case 'reachable-again':
      return [{ ...speech, ...(before.unreachable !== undefined && { under: before.unreachable }) }];
  }
}
