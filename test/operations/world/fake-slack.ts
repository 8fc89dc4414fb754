import type { Approval } from '../../../src/core/approval.ts';
import { PeeringBotError } from '../../../src/core/errors.ts';
import type { CardView, Clock, DigestView, MessagePlace, Note, Notifier } from '../../../src/core/ports.ts';

export interface FakeMessage {
  id: string;
  channel: string;
  marker: string;
  at: number;
  under?: string;
  card?: CardView;
  note?: Note;
  approval?: Approval;
  digest?: DigestView;
  /** A line in the channel itself. */
  notice?: Note;
  edits: number;
}

export type FakeSlack = Notifier & {
  messages: FakeMessage[];
  told: { userId: string; text: string }[];
  /** What the channel answers instead of taking messages. */
  channelTrouble: PeeringBotError | undefined;
  cards(): FakeMessage[];
  notes(): FakeMessage[];
  approvals(): FakeMessage[];
  /** A person deletes a message. */
  remove(id: string): void;
};

export function createFakeSlack(clock: Clock): FakeSlack {
  let count = 0;
  const checkChannel = () => {
    if (slack.channelTrouble) throw slack.channelTrouble;
  };
  const find = ({ channel, messageId }: MessagePlace) => {
    const message = slack.messages.find(({ id, channel: where }) => id === messageId && where === channel);
    if (!message) throw new PeeringBotError('message-gone', 'The message was deleted in Slack.');
    return message;
  };
  const add = (message: Omit<FakeMessage, 'id' | 'at' | 'edits'>): MessagePlace => {
    checkChannel();
    count += 1;
    const id = `m${count}`;
    slack.messages.push({ ...message, id, at: clock.now(), edits: 0 });
    return { channel: message.channel, messageId: id };
  };

  const slack: FakeSlack = {
    messages: [],
    told: [],
    channelTrouble: undefined,
    cards: () => slack.messages.filter(({ card }) => card),
    notes: () => slack.messages.filter(({ note }) => note),
    approvals: () => slack.messages.filter(({ approval }) => approval),
    remove(id) {
      slack.messages = slack.messages.filter((message) => message.id !== id);
    },
    async postCard(channel, marker, card) {
      return add({ channel, marker, card });
    },
    async updateCard(place, _marker, card) {
      checkChannel();
      const message = find(place);
      message.card = card;
      message.edits += 1;
    },
    async postApproval({ channel, under }, marker, approval) {
      checkChannel();
      if (under) find(under);
      return add({ channel, marker, approval, ...(under && { under: under.messageId }) });
    },
    async updateApproval(place, _marker, approval) {
      checkChannel();
      const message = find(place);
      message.approval = approval;
      message.edits += 1;
    },
    async postNote(place, marker, note) {
      checkChannel();
      find(place);
      return add({ channel: place.channel, marker, note, under: place.messageId });
    },
    postDigest: async (channel, marker, digest) => add({ channel, marker, digest }),
    postNotice: async (channel, marker, notice) => add({ channel, marker, notice }),
    async findMessage(channel, marker, since, under) {
      checkChannel();
      const hit = slack.messages.find(
        (message) =>
          message.channel === channel &&
          message.marker === marker &&
          message.at >= since &&
          message.under === under?.messageId,
      );
      return hit && { channel, messageId: hit.id };
    },
    async tell(userId, { text }) {
      slack.told.push({ userId, text });
    },
  };
  return slack;
}
