import type { KnownBlock } from '@slack/types';
import type { Deps } from './deps.ts';
import type { Interaction, ViewSeen, ViewValues } from './interaction.ts';
import type { Log } from './log.ts';
import { toSlackMessage } from './tell-privately.ts';

/** The parts of Slack's payloads that we read, commands and interactions alike. */
export interface Payload {
  user?: { id: string; team_id?: string };
  user_id?: string;
  team?: { id: string } | null;
  team_id?: string;
  channel?: { id: string };
  channel_id?: string;
  container?: { channel_id?: string };
  trigger_id?: string;
  response_url?: string;
  callback_id?: string;
  view?: PayloadView;
}

interface PayloadView {
  /** `modal` or `home`. */
  type?: string;
  id: string;
  hash: string;
  callback_id?: string;
  private_metadata?: string;
  state?: { values?: ViewValues };
  blocks?: ViewSeen['blocks'];
  root_view_id?: string | null;
  previous_view_id?: string | null;
}

/** Bolt's answer through the payload's `response_url`. */
export type Respond = (message: {
  response_type: 'ephemeral';
  replace_original: boolean;
  text: string;
  blocks?: KnownBlock[];
}) => Promise<unknown>;

/** Makes an interaction of a payload, with a reference id of its own. */
export function begin(deps: Deps, body: Payload, respond?: Respond): Interaction {
  const ref = deps.newRef();
  const teamId = body.user?.team_id ?? body.team?.id ?? body.team_id;
  const channelId = body.channel?.id ?? body.channel_id ?? body.container?.channel_id;
  const inHome = body.view?.type === 'home';
  const view = body.view && !inHome && seen(body.view);
  return {
    ref,
    log: withRef(deps.log, ref),
    userId: body.user?.id ?? body.user_id ?? '',
    ...(teamId && { teamId }),
    ...(channelId && { channelId }),
    ...(body.trigger_id && { triggerId: body.trigger_id }),
    ...(view && { view }),
    ...(inHome && { inHome }),
    ...(respond &&
      body.response_url && {
        respond: (message) =>
          respond({
            response_type: 'ephemeral',
            // Left out, the message in which a button was pressed could be overwritten.
            replace_original: message.replaceOriginal ?? false,
            ...toSlackMessage(message),
          }),
      }),
  };
}

function seen(view: PayloadView): ViewSeen {
  const { previous_view_id: previous, root_view_id: root } = view;
  return {
    id: view.id,
    hash: view.hash,
    memory: view.private_metadata ?? '',
    values: view.state?.values ?? {},
    blocks: view.blocks ?? [],
    depth: !previous ? 1 : previous === root ? 2 : 3,
  };
}

function withRef(log: Log, ref: string): Log {
  return {
    debug: (fields, message) => log.debug({ ref, ...fields }, message),
    info: (fields, message) => log.info({ ref, ...fields }, message),
    warn: (fields, message) => log.warn({ ref, ...fields }, message),
    error: (fields, message) => log.error({ ref, ...fields }, message),
  };
}
