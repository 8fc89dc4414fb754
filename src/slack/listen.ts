import type { App } from '@slack/bolt';
import type { KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import type { Deps } from './deps.ts';
import { explain, explanationView } from './explain.ts';
import { actionIds, unknownAction } from './ids.ts';
import type { Interaction, Press, PrivateMessage, ViewSeen, ViewValues } from './interaction.ts';
import { showTrouble } from './modals/open-modal.ts';
import { mrkdwn } from './mrkdwn.ts';
import { toSlackMessage } from './tell-privately.ts';

/** What a command may be answered with inside its acknowledgement. */
export type CommandAck = (message?: PrivateMessage) => Promise<void>;

export type SubmissionAnswer =
  | { response_action: 'update' | 'push'; view: ModalView }
  | { response_action: 'errors'; errors: Record<string, string> }
  | { response_action: 'clear' };

export type SubmissionAck = (answer: SubmissionAnswer) => Promise<void>;

type OptionsAnswer =
  | { options: PlainTextOption[] }
  | { option_groups: { label: PlainTextOption['text']; options: PlainTextOption[] }[] };

/** Registers handlers with Bolt. Each gets a reference id, one line in the log, and its errors put into words. */
export interface Listen {
  command(name: string, handler: (it: Interaction, text: string, ack: CommandAck) => Promise<void>): void;
  /** Acknowledged before the handler runs. */
  action(id: string, handler: (it: Interaction, press: Press) => Promise<void>): void;
  submission(
    callbackId: string,
    handler: (it: Interaction & InView, ack: SubmissionAck) => Promise<void>,
  ): void;
  options(id: string, handler: (it: Interaction, query: string) => Promise<OptionsAnswer>): void;
  shortcut(callbackId: string, handler: (it: Interaction) => Promise<void>): void;
  /** Slack delivers events again when it got no answer: handlers must not mind. */
  event(type: EventType, handler: (event: Record<string, unknown>) => void): void;
  /** Resolves when everything that was under way has ended. */
  settled(): Promise<void>;
}

type EventType = 'subteam_members_changed' | 'subteam_updated' | 'user_change';

export interface InView {
  view: ViewSeen;
}

export function createListen(app: App, deps: Deps): Listen {
  const underWay = new Set<Promise<void>>();

  function run(kind: string, name: string, it: Interaction, work: () => Promise<void>): Promise<void> {
    const started = performance.now();
    const done = work()
      .then(
        () => true,
        async (error: unknown) => {
          it.log.error({ error }, 'interaction failed');
          await showTrouble(deps, it, error).catch((again: unknown) =>
            it.log.warn({ error: again }, 'the error could not be shown'),
          );
          return false;
        },
      )
      .then((ok) => {
        const ms = Math.round(performance.now() - started);
        it.log.info({ kind, name, userId: it.userId, teamId: it.teamId, ok, ms }, 'interaction');
        deps.onInteraction?.(kind, ok, ms);
      })
      .finally(() => underWay.delete(done));
    underWay.add(done);
    return done;
  }

  function begin(body: Payload, respond?: Respond): Interaction {
    const ref = deps.newRef();
    const teamId = body.user?.team_id ?? body.team?.id ?? body.team_id;
    const channelId = body.channel?.id ?? body.channel_id ?? body.container?.channel_id;
    const view = body.view && seen(body.view);
    return {
      ref,
      log: withRef(deps, ref),
      userId: body.user?.id ?? body.user_id ?? '',
      ...(teamId && { teamId }),
      ...(channelId && { channelId }),
      ...(body.trigger_id && { triggerId: body.trigger_id }),
      ...(view && { view }),
      ...(respond && {
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

  // A button of another version, or one that only opens an address: Slack shows an error where nobody acknowledges.
  app.action(actionIds.link, ({ ack }) => ack());
  app.action(unknownAction, async ({ ack, body, respond }) => {
    await ack();
    const it = begin(
      body as Payload,
      body.type === 'block_actions' && body.response_url ? respond : undefined,
    );
    await run('action', 'unknown', it, async () => {
      await it.respond?.({
        text: mrkdwn`This button was drawn by another version of the bot. Type /peering to go on.`,
      });
    });
  });

  return {
    command(name, handler) {
      app.command(name, ({ ack, body, respond }) => {
        const it = begin(body as unknown as Payload, respond);
        const answer: CommandAck = (message) =>
          message ? ack({ response_type: 'ephemeral', ...toSlackMessage(message) }) : ack();
        return run('command', name, it, () => handler(it, body.text ?? '', answer));
      });
    },

    action(id, handler) {
      app.action({ type: 'block_actions', action_id: id }, async ({ ack, body, action, respond }) => {
        await ack();
        const it = begin(body as unknown as Payload, body.response_url ? respond : undefined);
        return run('action', id, it, () => handler(it, action as Press));
      });
    },

    submission(callbackId, handler) {
      app.view({ type: 'view_submission', callback_id: callbackId }, ({ ack, body }) => {
        const it = begin(body as unknown as Payload);
        let answered = false;
        const answer: SubmissionAck = (response) => {
          answered = true;
          return (ack as SubmissionAck)(response);
        };
        return run('submission', callbackId, it, async () => {
          try {
            if (it.view) await handler({ ...it, view: it.view }, answer);
          } catch (error) {
            if (answered) throw error;
            it.log.error({ error }, 'interaction failed');
            await answer({
              response_action: (it.view?.depth ?? 1) < 3 ? 'push' : 'update',
              view: explanationView(explain(error, it.ref)),
            });
          }
        });
      });
    },

    options(id, handler) {
      app.options(id, ({ ack, body }) => {
        const it = begin(body as unknown as Payload);
        return run('options', id, it, async () => {
          const answer = await handler(it, (body as { value?: string }).value ?? '').catch(
            (error: unknown) => {
              it.log.error({ error }, 'choices could not be read');
              return { options: [] };
            },
          );
          await ack(answer as Parameters<typeof ack>[0]);
        });
      });
    },

    shortcut(callbackId, handler) {
      app.shortcut({ type: 'shortcut', callback_id: callbackId }, async ({ ack, body }) => {
        await ack();
        const it = begin(body as unknown as Payload);
        return run('shortcut', callbackId, it, () => handler(it));
      });
    },

    event(type, handler) {
      app.event(type, async ({ event }) => handler(event as unknown as Record<string, unknown>));
    },

    async settled() {
      await Promise.all(underWay);
    },
  };
}

type Respond = (message: {
  response_type: 'ephemeral';
  replace_original: boolean;
  text: string;
  blocks?: KnownBlock[];
}) => Promise<unknown>;

/** The parts of Slack's payloads that we read, commands and interactions alike. */
interface Payload {
  user?: { id: string; team_id?: string };
  user_id?: string;
  team?: { id: string } | null;
  team_id?: string;
  channel?: { id: string };
  channel_id?: string;
  container?: { channel_id?: string };
  trigger_id?: string;
  view?: PayloadView;
}

interface PayloadView {
  id: string;
  hash: string;
  private_metadata?: string;
  state?: { values?: ViewValues };
  blocks?: ViewSeen['blocks'];
  root_view_id?: string | null;
  previous_view_id?: string | null;
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

function withRef(deps: Deps, ref: string): Interaction['log'] {
  const { log } = deps;
  return {
    debug: (fields, message) => log.debug({ ref, ...fields }, message),
    info: (fields, message) => log.info({ ref, ...fields }, message),
    warn: (fields, message) => log.warn({ ref, ...fields }, message),
    error: (fields, message) => log.error({ ref, ...fields }, message),
  };
}
