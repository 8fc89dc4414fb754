import type { App } from '@slack/bolt';
import type { ModalView, PlainTextOption } from '@slack/types';
import { begin, type Payload, type Respond } from './begin.ts';
import type { Deps } from './deps.ts';
import { explain, explanationView } from './explain.ts';
import type { Interaction, Press, PrivateMessage, ViewSeen } from './interaction.ts';
import { showTrouble } from './modals/open-modal.ts';
import { mrkdwn } from './mrkdwn.ts';
import { tellPrivately, toSlackMessage } from './tell-privately.ts';

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

export interface InView {
  view: ViewSeen;
}

type CommandHandler = (it: Interaction, text: string, ack: CommandAck) => Promise<void>;
type ActionHandler = (it: Interaction, press: Press) => Promise<void>;
type SubmissionHandler = (it: Interaction & InView, ack: SubmissionAck) => Promise<void>;
type OptionsHandler = (it: Interaction, query: string) => Promise<OptionsAnswer>;
type ShortcutHandler = (it: Interaction) => Promise<void>;
/** Puts its own errors into words: an event has nobody who waits. */
type EventHandler = (event: Record<string, unknown>) => void | Promise<void>;

/** Takes handlers by name. Each gets a reference id, one line in the log, and its errors put into words. */
export interface Listen {
  command(name: string, handler: CommandHandler): void;
  /** Acknowledged before the handler runs. */
  action(id: string, handler: ActionHandler): void;
  submission(callbackId: string, handler: SubmissionHandler): void;
  options(id: string, handler: OptionsHandler): void;
  shortcut(callbackId: string, handler: ShortcutHandler): void;
  /** Slack delivers events again when it got no answer: handlers must not mind. */
  event(type: string, handler: EventHandler): void;
  /** Resolves when everything that was under way has ended. */
  settled(): Promise<void>;
}

/** What Bolt hands over; which parts are there depends on the kind of payload. */
interface Received {
  body: Payload & { type?: string; command?: string; text?: string; action_id?: string; value?: string };
  payload: { type?: string; action_id?: string };
  ack: (answer?: unknown) => Promise<void>;
  respond?: Respond;
}

/**
 * Takes every request from Bolt at one place. Bolt asks each listener about each request, one after the other: with
 * forty of them most of the time of a request went there. What nobody registered for was drawn by another version.
 */
export function createListen(app: App, deps: Deps): Listen {
  const commands = new Map<string, CommandHandler>();
  const actions = new Map<string, ActionHandler>();
  const submissions = new Map<string, SubmissionHandler>();
  const options = new Map<string, OptionsHandler>();
  const shortcuts = new Map<string, ShortcutHandler>();
  const events = new Map<string, EventHandler>();
  const underWay = new Set<Promise<void>>();

  function run(kind: string, name: string, it: Interaction, work: () => Promise<void>): Promise<void> {
    const done = attempt(kind, name, it, work).finally(() => underWay.delete(done));
    underWay.add(done);
    return done;
  }

  async function attempt(kind: string, name: string, it: Interaction, work: () => Promise<void>) {
    const started = performance.now();
    let ok = true;
    try {
      await work();
    } catch (error) {
      ok = false;
      it.log.error({ error }, 'interaction failed');
      await showTrouble(deps, it, error).catch((again: unknown) =>
        it.log.warn({ error: again }, 'the error could not be shown'),
      );
    }
    const ms = Math.round(performance.now() - started);
    it.log.info({ kind, name, userId: it.userId, teamId: it.teamId, ok, ms }, 'interaction');
    deps.onInteraction?.(kind, ok, ms);
  }

  async function onCommand({ body, ack, respond }: Received) {
    const { command = '', text = '' } = body;
    const it = begin(deps, body, respond);
    const answer: CommandAck = (message) =>
      message ? ack({ response_type: 'ephemeral', ...toSlackMessage(message) }) : ack();
    await run('command', command, it, () => commands.get(command)?.(it, text, answer) ?? ack());
  }

  async function onAction({ body, payload, ack, respond }: Received) {
    await ack();
    const it = begin(deps, body, respond);
    const { action_id: name = '' } = payload;
    const handler = actions.get(name) ?? sayUnknown;
    await run('action', actions.has(name) ? name : 'unknown', it, () => handler(it, payload as Press));
  }

  const sayUnknown: ActionHandler = (it) =>
    tellPrivately(deps, it, {
      text: mrkdwn`This button was drawn by another version of the bot. Type /peering to go on.`,
    });

  async function onSubmission({ body, ack }: Received) {
    const it = begin(deps, body);
    const { view } = it;
    const name = body.view?.callback_id ?? '';
    const handler = submissions.get(name);
    let answered = false;
    const answer: SubmissionAck = (response) => {
      answered = true;
      return ack(response);
    };
    await run('submission', handler ? name : 'unknown', it, async () => {
      if (!handler || !view) return ack();
      try {
        await handler({ ...it, view }, answer);
      } catch (error) {
        if (answered) throw error;
        it.log.error({ error }, 'interaction failed');
        // On top of the form, which stays as it was filled in.
        await answer({
          response_action: view.depth < 3 ? 'push' : 'update',
          view: explanationView(explain(error, it.ref)),
        });
      }
    });
  }

  async function onOptions({ body, ack }: Received) {
    const it = begin(deps, body);
    const { action_id: name = '', value = '' } = body;
    await run('options', name, it, async () => {
      const answer = await options
        .get(name)?.(it, value)
        .catch((error: unknown) => it.log.error({ error }, 'choices could not be read'));
      await ack(answer ?? { options: [] });
    });
  }

  async function onShortcut({ body, ack }: Received) {
    await ack();
    const it = begin(deps, body);
    const { callback_id: name = '' } = body;
    await run('shortcut', name, it, async () => shortcuts.get(name)?.(it));
  }

  function onEvent(payload: Received['payload']): Promise<void> {
    const handler = events.get(payload.type ?? '');
    const done = Promise.resolve(handler?.(payload as Record<string, unknown>)).finally(() =>
      underWay.delete(done),
    );
    underWay.add(done);
    return done;
  }

  app.use(async (args) => {
    const received = args as unknown as Received;
    const { body, payload } = received;
    switch (body.type ?? 'command') {
      case 'command':
        return onCommand(received);
      case 'block_actions':
        return onAction(received);
      case 'view_submission':
        return onSubmission(received);
      case 'block_suggestion':
        return onOptions(received);
      case 'shortcut':
        return onShortcut(received);
      case 'event_callback':
        return onEvent(payload);
      default:
        return received.ack?.();
    }
  });

  return {
    command: (name, handler) => void commands.set(name, handler),
    action: (id, handler) => void actions.set(id, handler),
    submission: (callbackId, handler) => void submissions.set(callbackId, handler),
    options: (id, handler) => void options.set(id, handler),
    shortcut: (callbackId, handler) => void shortcuts.set(callbackId, handler),
    event: (type, handler) => void events.set(type, handler),
    async settled() {
      await Promise.all(underWay);
    },
  };
}
