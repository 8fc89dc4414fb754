import type { Condition, SpeakPolicy } from '../core/alerts/alert.ts';
import { hasCode, PeeringBotError } from '../core/errors.ts';
import type { Clock, DigestLine, MessagePlace, Note, Notifier, Store, Versioned } from '../core/ports.ts';
import type { CardBook } from './card-book.ts';
import { type CardDocument, withNote } from './card-document.ts';
import type { Delivery } from './deliver.ts';
import type { Documents } from './documents.ts';
import { heldUntil } from './held-until.ts';
import type { Log } from './log.ts';
import { foundCard } from './new-card.ts';
import { type Digested, OUTBOX_PREFIX, type OutboxEntry, outboxKey, type Saying } from './outbox-entry.ts';
import { pause } from './pauses.ts';
import { createPostOnce, type Posted } from './post-once.ts';
import { sayReachable, sayReminder, sayResolved, sayUnreachable } from './say-alert.ts';

/** What was decided to be said, one after the other, each once, whatever becomes of Slack or of this process meanwhile. */
export interface Outbox {
  /** Reads what a former process left. */
  load(): Promise<void>;
  /** What was decided and stored: it is kept until it is said. */
  keep(stored: Versioned<OutboxEntry>[]): void;
  /** The entry of the last notice that Yugabyte cannot be reached. */
  lastUnreachable(): string | undefined;
  /** Begins to say what is left. */
  go(): void;
  /** How many wait. */
  waiting(): number;
  undelivered(): { where: string; reason: string; since: number }[];
  stop(): Promise<void>;
}

export interface OutboxParts {
  store: Store;
  documents: Documents;
  notifier: Notifier;
  book: CardBook;
  clock: Clock;
  log: Log;
  channel: string | undefined;
  policy: SpeakPolicy;
  /** By AWS account or GCP project: whom to mention. */
  owners: ReadonlyMap<string, string>;
  /** Shows a card and its notes. */
  deliver: Delivery['deliver'];
  /** Looks after a card from now on. */
  follow(cardId: string): void;
  /** Resolves when the channel has rested from the last message. */
  turn(channel: string): Promise<void>;
  /** What the alert of this key is about, unless it is over. */
  openCondition(alertKey: string): Condition | undefined;
}

/** Slack's clock and ours may differ. */
const SKEW_MS = 5 * 60_000;
/** What can be answered below a digest is of use for as long. */
const KEEP_MS = 30 * 24 * 3_600_000;
/** A message that fails for so long, although the channel takes others, no longer holds them up. */
const ASIDE_AFTER_MS = 6 * 3_600_000;

interface Failing {
  since: number;
  reason: string;
  tries: number;
}

export function createOutbox(parts: OutboxParts): Outbox {
  const { store, documents, notifier, book, clock, log, owners } = parts;
  const channel = parts.channel ?? '';
  const entries = new Map<string, Versioned<OutboxEntry>>();
  const aside = new Set<string>();
  const { once, sought, doubt } = createPostOnce();
  const failing = new Map<string, Failing>();
  let working: Promise<void> | undefined;
  let cancel = () => {};
  let stopped = false;

  const left = () =>
    [...entries.values()].flatMap(({ value }) => (value.place ? [] : [value])).toSorted(byId);
  const held = ({ at }: OutboxEntry) => heldUntil(at, clock.now(), parts.policy);
  const next = () => {
    const all = left().filter((entry) => held(entry) === undefined);
    return all.find(({ id }) => !aside.has(id)) ?? all[0];
  };

  async function work(): Promise<void> {
    for (let entry = next(); entry && !stopped; entry = next()) {
      try {
        await say(entry);
        failing.delete(entry.id);
        aside.delete(entry.id);
      } catch (error) {
        if (stopped || hasCode(error, 'stopping')) return;
        const wait = failed(entry, error);
        if (wait === 0) continue;
        cancel = clock.after(wait, go);
        return;
      }
    }
    armForMorning();
  }

  /** When what is held may be said. */
  function armForMorning(): void {
    const [first] = left();
    const until = first && held(first);
    if (until !== undefined) cancel = clock.after(until - clock.now(), go);
  }

  /** How long to wait; 0: another one is tried at once. */
  function failed({ id }: OutboxEntry, error: unknown): number {
    const before = failing.get(id);
    const tries = (before?.tries ?? 0) + 1;
    const since = before?.since ?? clock.now();
    failing.set(id, { since, tries, reason: reasonOf(error) });
    log.warn({ error, outbox: id, tries }, 'a message is not delivered, trying again later');
    const refused = hasCode(error, 'not-in-channel', 'channel-archived', 'channel-not-found');
    if (!refused && !aside.has(id) && clock.now() - since > ASIDE_AFTER_MS) {
      aside.add(id);
      return left().length > 1 ? 0 : pause('slow', tries);
    }
    return pause(refused ? 'slow' : 'again', tries - 1);
  }

  async function say(entry: OutboxEntry): Promise<void> {
    const { id, say: saying } = entry;
    switch (saying.kind) {
      case 'reminder':
        await remind(entry, saying);
        return forget(id);
      case 'digest':
        return keepPlace(id, await postDigest(entry, saying));
      case 'resolved':
        await tellResolved(entry, saying);
        return forget(id);
      case 'unreachable':
        return keepPlace(id, (await postNotice(entry, { text: sayUnreachable(saying) })).place);
      case 'reachable-again':
        await tellReachable(entry, saying);
        return forget(id);
    }
  }

  /** In the thread of its card; a peering that has none gets one. */
  async function remind(
    entry: OutboxEntry,
    { alert, subject }: Saying & { kind: 'reminder' },
  ): Promise<void> {
    const { condition } = alert;
    if (!isWanted(condition)) return;
    const mention = mentionFor(condition);
    const card = await cardOf(condition, subject, entry.at);
    if (!card) {
      const text = sayReminder(alert, parts.policy.timezone);
      const posted = await postNotice(entry, { text, ...(mention !== undefined && { mention }) });
      return auditReminders(entry, [condition], posted);
    }
    await noteOn(card, {
      entry,
      text: sayReminder(alert, parts.policy.timezone),
      mention,
      about: condition.key,
    });
  }

  /** Nobody is reminded of what is over by now, nor told what the thread of its card has told. */
  function isWanted({ key, news, peeringId }: Condition): boolean {
    if (!news) return parts.openCondition(key) !== undefined;
    return !book.ofPeering(peeringId)?.notes.some((note) => note.key === 'gone');
  }

  async function cardOf(
    { peeringId }: Condition,
    subject: (Saying & { kind: 'reminder' })['subject'],
    at: number,
  ): Promise<CardDocument | undefined> {
    const card = book.ofPeering(peeringId);
    if (card || !subject) return card;
    const found = foundCard(peeringId, subject, at);
    await book.ensure(found);
    await parts.deliver(found.cardId, { now: true });
    parts.follow(found.cardId);
    return book.get(found.cardId);
  }

  /** Resolves when the note is there; the card's own delivery goes on trying where it is not. */
  async function noteOn(
    { cardId }: CardDocument,
    { entry, text, mention, about, change = (card) => card }: NoteOnCard,
  ): Promise<void> {
    const { id: key, at } = entry;
    await book.change(cardId, (card) =>
      withNote(change(card), {
        key,
        text,
        at,
        reminder: true,
        ...(mention !== undefined && { mention }),
        ...(about !== undefined && { about }),
      }),
    );
    await parts.deliver(cardId, { now: true });
    const card = book.get(cardId);
    const note = card?.notes.find((one) => one.key === key);
    if (!note || note.delivered) return;
    if (card?.refused) throw new PeeringBotError('not-in-channel', card.refused.reason);
    throw new PeeringBotError('slack-failed', `The card of ${card?.spec.name} is not delivered yet.`);
  }

  async function postDigest(
    entry: OutboxEntry,
    { conditions, part, parts: of }: Saying & { kind: 'digest' },
  ): Promise<MessagePlace | undefined> {
    const held = conditions.flatMap((one) => conditionOf(one) ?? []).filter(isWanted);
    const marker = outboxKey(entry);
    if (held.length === 0) return sought(marker, () => find(entry));
    const posted = await postOnce(entry, () =>
      notifier.postDigest(channel, marker, { lines: held.map(lineOf), part, parts: of }),
    );
    await auditReminders(entry, held, posted);
    return posted.place;
  }

  const conditionOf = (one: Digested) => (typeof one === 'string' ? parts.openCondition(one) : one);

  /** What stands in no thread of a card is told by the audit log. */
  async function auditReminders(
    { id, at }: OutboxEntry,
    conditions: Condition[],
    { found }: Pick<Posted, 'found'>,
  ): Promise<void> {
    const about = { at, userId: 'peering-bot', action: 'remind', outcome: 'reminded', ref: id };
    // The log may be long: it is read only where somebody may have begun this before.
    let mayBeWritten = found;
    await documents.persist('audit', async () => {
      const lines = mayBeWritten ? await store.readAudit({ since: at }) : [];
      mayBeWritten = true;
      const written = new Set(
        lines.flatMap(({ ref, peeringId, detail }) => (ref === id ? [`${peeringId} ${detail}`] : [])),
      );
      await Promise.all(
        conditions
          .filter(({ peeringId, sentence }) => !written.has(`${peeringId} ${sentence}`))
          .map(({ peeringId, peeringName, sentence }) =>
            store.appendAudit({ ...about, peeringId, peeringName, decision: 'none', detail: sentence }),
          ),
      );
    });
  }

  const postNotice = (entry: OutboxEntry, note: Note): Promise<Posted> =>
    postOnce(entry, () => notifier.postNotice(channel, outboxKey(entry), note));

  async function postOnce(
    entry: OutboxEntry,
    post: () => Promise<MessagePlace>,
    under?: MessagePlace,
  ): Promise<Posted> {
    await parts.turn(under?.channel ?? channel);
    return once(outboxKey(entry), { find: () => find(entry, under), post });
  }

  const find = (entry: OutboxEntry, under?: MessagePlace) =>
    notifier.findMessage(under?.channel ?? channel, outboxKey(entry), entry.at - SKEW_MS, under);

  async function tellResolved(entry: OutboxEntry, saying: Saying & { kind: 'resolved' }): Promise<void> {
    const { condition, lastedMs, digest } = saying;
    const { key, sentence, peeringId, peeringName } = condition;
    const text = sayResolved(saying);
    const card = book.ofPeering(peeringId);
    const isHeard = card?.notes.some(({ about }) => about === key) || entries.get(digest ?? '')?.value.place;
    // Slack may not have taken in time what is over by now.
    if (!isHeard) return;
    if (card) {
      const change = (now: CardDocument) => ({ ...now, resolved: { sentence, lastedMs, at: entry.at } });
      return noteOn(card, { entry, text, mention: undefined, change });
    }
    await tellBelow(entry, digest, { text: `${peeringName}: ${text}` });
  }

  async function tellReachable(
    entry: OutboxEntry,
    saying: Saying & { kind: 'reachable-again' },
  ): Promise<void> {
    await tellBelow(entry, saying.under, { text: sayReachable(saying, entry.at) });
    if (saying.under !== undefined) await forget(saying.under);
  }

  /** Where the message is not known to be there, nobody has read it. */
  async function tellBelow(entry: OutboxEntry, id: string | undefined, note: Note): Promise<void> {
    const place = entries.get(id ?? '')?.value.place;
    if (!place) return;
    await postOnce(entry, () => notifier.postNote(place, outboxKey(entry), note), place).catch(
      (error: unknown) => {
        if (!hasCode(error, 'message-gone')) throw error;
      },
    );
  }

  const mentionFor = ({ application }: Condition) => owners.get(application.cloudProject);

  function lineOf(condition: Condition): DigestLine {
    const { peeringId, peeringName, sentence, since, sinceAtLatest, deadline, news } = condition;
    const mention = mentionFor(condition);
    return {
      peeringName,
      sentence,
      since,
      ...(sinceAtLatest && { sinceAtLatest }),
      ...(!news && { peeringId }),
      ...(deadline && { deadline }),
      ...(mention !== undefined && { mention }),
    };
  }

  function whereOf(say: Saying): string {
    switch (say.kind) {
      case 'reminder':
        return `reminder of ${say.alert.condition.peeringName}`;
      case 'resolved':
        return `news of ${say.condition.peeringName}`;
      case 'digest':
        return `reminder of ${countPeerings(say.conditions)} peerings`;
      default:
        return 'notice about Yugabyte';
    }
  }

  const countPeerings = (digested: Digested[]) =>
    new Set(digested.flatMap((one) => conditionOf(one)?.peeringId ?? [])).size;

  async function keepPlace(id: string, place: MessagePlace | undefined): Promise<void> {
    const before = entries.get(id);
    if (!before) return;
    if (!place) return forget(id);
    entries.set(id, await documents.write(before, { ...before.value, place }));
  }

  async function forget(id: string): Promise<void> {
    const entry = entries.get(id);
    if (!entry) return;
    await documents.persist(entry.key, async () => {
      if (await store.get(entry.key)) await store.remove(entry.key, entry.version);
    });
    entries.delete(id);
  }

  function go(): void {
    if (stopped || working || left().length === 0) return;
    cancel();
    working = work()
      .catch((error: unknown) => log.error({ error }, 'saying what was decided failed'))
      .finally(() => {
        working = undefined;
      });
  }

  return {
    async load() {
      for (const entry of await store.list<OutboxEntry>(OUTBOX_PREFIX)) {
        const { id, at, place } = entry.value;
        if (place && at < clock.now() - KEEP_MS) await store.remove(entry.key, entry.version);
        else entries.set(id, entry);
        // A former process may have said it or not.
        if (!place) doubt(outboxKey(entry.value));
      }
    },
    keep(stored) {
      for (const entry of stored) entries.set(entry.value.id, entry);
    },
    lastUnreachable: () =>
      [...entries.values()]
        .map(({ value }) => value)
        .filter(({ say: { kind } }) => kind === 'unreachable')
        .toSorted(byId)
        .at(-1)?.id,
    go,
    waiting: () => left().length,
    undelivered: () =>
      [...failing].flatMap(([id, { reason, since }]) => {
        const entry = entries.get(id);
        return entry ? [{ where: whereOf(entry.value.say), reason, since }] : [];
      }),
    async stop() {
      stopped = true;
      cancel();
      await working;
    },
  };
}

interface NoteOnCard {
  entry: OutboxEntry;
  text: string;
  mention: string | undefined;
  about?: string;
  change?: (card: CardDocument) => CardDocument;
}

const byId = (a: OutboxEntry, b: OutboxEntry) => (a.id < b.id ? -1 : 1);

function reasonOf(error: unknown): string {
  return error instanceof PeeringBotError ? error.message : 'Something went wrong inside the bot.';
}
