import type { KnownBlock } from '@slack/types';
import type { Log } from './log.ts';
import type { Mrkdwn } from './mrkdwn.ts';

/** One thing that a person did, whatever kind of payload told us. */
export interface Interaction {
  /** Reference id: in the log, the audit and every error that is shown. */
  ref: string;
  log: Log;
  userId: string;
  teamId?: string;
  channelId?: string;
  /** Lives three seconds, opens one view. */
  triggerId?: string;
  /** The window that it happened in. */
  view?: ViewSeen;
  /** It happened in App Home, which no window is pushed upon. */
  inHome?: true;
  /** Answers through the payload's `response_url`: 5 times within 30 minutes. */
  respond?: (message: PrivateMessage) => Promise<unknown>;
}

export interface PrivateMessage {
  text: Mrkdwn;
  blocks?: KnownBlock[];
  /** Take the place of the ephemeral message that was acknowledged with or pressed in. */
  replaceOriginal?: boolean;
}

/** A view as the payload shows it. */
export interface ViewSeen {
  id: string;
  hash: string;
  /** What `remember` packed. */
  memory: string;
  values: ViewValues;
  blocks: { block_id?: string; type?: string }[];
  /** 1 to 3: Slack stacks no more. */
  depth: number;
}

export type ViewValues = Record<string, Record<string, ElementValue>>;

/** An entry of `view.state.values`; each kind of element fills in its own. */
export interface ElementValue {
  value?: string | null | undefined;
  selected_option?: { value: string } | null | undefined;
  selected_options?: { value: string }[] | undefined;
  /** 2026-01-31. */
  selected_date?: string | null | undefined;
  /** 09:00. */
  selected_time?: string | null | undefined;
}

/** What was pressed or chosen. */
export interface Press extends ElementValue {
  action_id: string;
  block_id: string;
}

/** The block and the value of an element, found by its action id: one view has each at most once. */
export function elementIn(
  values: ViewValues,
  actionId: string,
): { blockId: string; value: ElementValue } | undefined {
  for (const [blockId, block] of Object.entries(values)) {
    const value = block[actionId];
    if (value) return { blockId, value };
  }
  return undefined;
}

export function textIn(values: ViewValues, actionId: string): string | undefined {
  return elementIn(values, actionId)?.value.value ?? undefined;
}
