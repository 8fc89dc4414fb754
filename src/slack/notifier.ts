import type { KnownBlock } from '@slack/types';
import type { Approval } from '../core/approval.ts';
import type { CardView, MessagePlace, Note, Notifier } from '../core/ports.ts';
import { approvalMessage } from './cards/approval-message.ts';
import { digestMessage } from './cards/digest-message.ts';
import { peeringCard } from './cards/peering-card.ts';
import type { SlackClient } from './client.ts';
import { cut, limits } from './limits.ts';
import type { Log } from './log.ts';
import { cutMrkdwn, mention, mrkdwn } from './mrkdwn.ts';
import { createNames, type NameOf } from './names.ts';
import { slackCode, toBotError } from './slack-error.ts';

/** The message metadata by which a message is found again when the answer to its posting was lost. */
const MARKER_EVENT = 'peering_bot_message';

const PAGE = 200;
const MOST_PAGES = 10;

/** Speaks through Slack. Each call is made once: whoever calls decides what a lost answer means. */
export function createSlackNotifier({ client, log }: { client: SlackClient; log: Log }): Notifier {
  const web = client.patient;
  const nameOf = createNames(web, log);

  async function post(
    channel: string,
    message: Message & { thread_ts?: string; metadata?: ReturnType<typeof metadata> },
  ): Promise<MessagePlace> {
    const answer = await web.chat
      .postMessage({ channel, ...message, unfurl_links: false, unfurl_media: false })
      .catch(failed('posting a message'));
    return { channel: answer.channel ?? channel, messageId: String(answer.ts) };
  }

  const drawn = async (card: CardView): Promise<Message> => peeringCard(card, await namesOn(card, nameOf));

  const drawnApproval = async (approval: Approval): Promise<Message> => {
    const { requestedBy, decision } = approval;
    const names = { requester: await nameOf(requestedBy) };
    if (decision?.by === undefined) return approvalMessage(approval, names);
    return approvalMessage(approval, { ...names, decider: await nameOf(decision.by) });
  };

  return {
    async postCard(channel, marker, card) {
      return post(channel, { ...(await drawn(card)), metadata: metadata(marker) });
    },

    async updateCard({ channel, messageId }, marker, card) {
      const message = await drawn(card);
      await web.chat
        .update({ channel, ts: messageId, ...message, metadata: metadata(marker) })
        .catch(failed('updating a card'));
    },

    async postApproval({ channel, under }, marker, approval) {
      const message = await drawnApproval(approval);
      return post(under?.channel ?? channel, {
        ...message,
        ...(under && { thread_ts: under.messageId }),
        metadata: metadata(marker),
      });
    },

    async updateApproval({ channel, messageId }, marker, approval) {
      const message = await drawnApproval(approval);
      await web.chat
        .update({ channel, ts: messageId, ...message, metadata: metadata(marker) })
        .catch(failed('updating a request for approval'));
    },

    async postNote({ channel, messageId }, marker, note) {
      const text = await noteText(note, nameOf);
      return post(channel, { text, thread_ts: messageId, metadata: metadata(marker) });
    },

    async postDigest(channel, marker, digest) {
      return post(channel, { ...digestMessage(digest), metadata: metadata(marker) });
    },

    async postNotice(channel, marker, note) {
      return post(channel, { text: await noteText(note, nameOf), metadata: metadata(marker) });
    },

    async findMessage(channel, marker, since, under) {
      let cursor: string | undefined;
      for (let page = 0; page < MOST_PAGES; page++) {
        const query = {
          channel,
          oldest: String(since / 1000),
          inclusive: true,
          limit: PAGE,
          include_all_metadata: true,
          ...(cursor && { cursor }),
        };
        const answer = await (under
          ? web.conversations.replies({ ...query, ts: under.messageId })
          : web.conversations.history(query)
        ).catch(failed('looking for a message'));
        const hit = answer.messages?.find((message) => markerOf(message) === marker);
        if (hit?.ts) return { channel, messageId: hit.ts };
        cursor = answer.response_metadata?.next_cursor;
        if (!cursor) return undefined;
      }
      return undefined;
    },

    async tell(userId, note) {
      await post(userId, { text: await noteText(note, nameOf) });
    },
  };

  function failed(doing: string) {
    return (error: unknown): never => {
      if (slackCode(error) === 'invalid_blocks') log.error({ error }, 'Slack refused our blocks');
      throw toBotError(error, doing);
    };
  }
}

interface Message {
  text: string;
  blocks?: KnownBlock[];
}

/** The names of the people on a card, by their ids. */
async function namesOn(
  { requestedBy, alert }: CardView,
  nameOf: NameOf,
): Promise<ReadonlyMap<string, string>> {
  const ids = [requestedBy, alert?.acknowledged?.by, alert?.snoozed?.by].flatMap((id) => id ?? []);
  return new Map(await Promise.all(ids.map(async (id) => [id, await nameOf(id)] as const)));
}

const metadata = (marker: string) => ({ event_type: MARKER_EVENT, event_payload: { marker } });

function markerOf(message: object): unknown {
  const { metadata: found } = message as {
    metadata?: { event_type?: string; event_payload?: { marker?: unknown } };
  };
  return found?.event_type === MARKER_EVENT ? found.event_payload?.marker : undefined;
}

async function noteText(note: Note, nameOf: NameOf): Promise<string> {
  const named = note.mention ? mrkdwn`${mention(note.mention)} ` : undefined;
  const by = note.by ? mrkdwn` (${cut(await nameOf(note.by), 80)})` : undefined;
  return cutMrkdwn(mrkdwn`${named}${note.text}${by}`, limits.messageText);
}
