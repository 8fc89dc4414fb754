import type { Sighting, Speech } from '../core/alerts/alert.ts';
import { chunks } from '../core/chunks.ts';
import type { Pausable } from '../core/pausable.ts';
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
export function* outboxEntries(
  tick: number,
  { at, speeches, sightings }: Pick<TickOutcome, 'at' | 'speeches' | 'sightings'>,
  before: Before,
): Pausable<{ entries: OutboxEntry[]; digestOf(alertKey: string): string | undefined }> {
  const digests = new Map<string, string | undefined>();
  const digestOf = (key: string) => digests.get(key) ?? (digests.has(key) ? undefined : before.digestOf(key));
  const entries: OutboxEntry[] = [];
  for (const speech of speeches) {
    for (const say of sayings(speech, sightings, before)) {
      const id = outboxId(tick, entries.length);
      entries.push({ id, at, say });
      if (say.kind === 'digest')
        for (const one of say.conditions) digests.set(typeof one === 'string' ? one : one.key, id);
      if (say.kind === 'reminder') digests.set(say.alert.condition.key, undefined);
      yield;
    }
  }
  return { entries, digestOf };
}

function* sayings(speech: Speech, sightings: Sighting[], before: Before): Generator<Saying> {
  switch (speech.kind) {
    case 'reminder': {
      const sighting = sightings.find(({ peeringId }) => peeringId === speech.alert.condition.peeringId);
      yield sighting
        ? { ...speech, subject: { spec: sighting.spec, yugabyteVpcName: sighting.yugabyteVpcName } }
        : speech;
      return;
    }
    case 'digest': {
      const parts = chunks(speech.alerts, MOST_LINES);
      for (const [index, told] of parts.entries()) {
        const conditions = told.map(({ condition }) => (condition.news ? condition : condition.key));
        yield { kind: 'digest', conditions, part: index + 1, parts: parts.length };
      }
      return;
    }
    case 'resolved': {
      const { alert, ...more } = speech;
      const digest = before.digestOf(alert.condition.key);
      yield { ...more, condition: alert.condition, ...(digest !== undefined && { digest }) };
      return;
    }
    case 'unreachable':
      yield speech;
      return;
    case 'reachable-again':
      yield { ...speech, ...(before.unreachable !== undefined && { under: before.unreachable }) };
  }
}
