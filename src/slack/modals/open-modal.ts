import type { ModalView } from '@slack/types';
import { actions, button, section } from '../blocks.ts';
import type { Deps } from '../deps.ts';
import { explain, explanationMessage, explanationView } from '../explain.ts';
import type { Interaction } from '../interaction.ts';
import { mrkdwn } from '../mrkdwn.ts';
import { slackCode, toBotError } from '../slack-error.ts';
import { tellPrivately } from '../tell-privately.ts';
import { loadingView } from './modal.ts';

/** A window to be opened, and the button that opens it again. */
export interface Opening {
  title: string;
  reopen: { action: string; value?: string };
  /** Makes the view; may take its time, a loading view stands there meanwhile. */
  build: () => Promise<ModalView>;
}

/**
 * Opens a window at once and fills it when `build` is done, which starts at the same time. Inside a window it goes on
 * top; where the stack is full or the trigger is gone, it takes that window's place. A trigger that died is answered with
 * a button to press again.
 */
export async function openModal(
  deps: Deps,
  it: Interaction,
  { title, reopen, build }: Opening,
): Promise<void> {
  const built = () => build().catch((error: unknown) => troubleView(it, error));
  const first = built();
  const opened = await openLoading(deps, it, loadingView(title));
  if (!opened) {
    await first;
    return offerAgain(deps, it, title, reopen);
  }
  await deps.redraws
    .draw(opened, (sole) => (sole ? first : built()))
    .catch((error: unknown) => deps.redraws.draw({ id: opened.id }, async () => troubleView(it, error)));
}

/** Puts an error where the person is: over their window, or in a message only they see. */
export async function showTrouble(deps: Deps, it: Interaction, error: unknown): Promise<void> {
  const explanation = explain(error, it.ref);
  if (!it.view) return tellPrivately(deps, it, explanationMessage(explanation));
  const { view } = it;
  const shown = explanationView(explanation);
  const pushed = it.triggerId && view.depth < 3 && (await tryOpen(deps, it, shown));
  if (!pushed) await deps.redraws.draw({ id: view.id }, async () => shown);
}

/** The view in which an error is told; it is logged with the same reference. */
export function troubleView(it: Interaction, error: unknown): ModalView {
  it.log.error({ error }, 'a window could not be filled');
  return explanationView(explain(error, it.ref));
}

async function openLoading(deps: Deps, it: Interaction, view: ModalView): Promise<OpenView | undefined> {
  const opened = it.triggerId ? await tryOpen(deps, it, view) : undefined;
  if (opened || !it.view) return opened;
  // No trigger is needed to change the window that is open.
  const { id } = it.view;
  await deps.redraws.draw({ id }, async () => view);
  return { id };
}

interface OpenView {
  id: string;
  hash?: string;
}

/** `undefined` when Slack would not open it for a reason that pressing again mends. */
async function tryOpen({ client }: Deps, it: Interaction, view: ModalView): Promise<OpenView | undefined> {
  const call = { trigger_id: it.triggerId ?? '', view };
  try {
    const answer = await (it.view ? client.quick.views.push(call) : client.quick.views.open(call));
    if (!answer.view?.id) return undefined;
    return { id: answer.view.id, ...(answer.view.hash && { hash: answer.view.hash }) };
  } catch (error) {
    const code = slackCode(error);
    it.log.warn({ slack: code, error }, 'a window could not be opened');
    if (code === undefined || AGAIN.has(code)) return undefined;
    throw toBotError(error, 'opening a window');
  }
}

const AGAIN = new Set([
  'expired_trigger_id',
  'exchanged_trigger_id',
  'invalid_trigger_id',
  'trigger_expired',
  'trigger_exchanged',
  'push_limit_reached',
  'not_found',
  'ratelimited',
  'internal_error',
  'service_unavailable',
  'request_timeout',
]);

function offerAgain(deps: Deps, it: Interaction, title: string, reopen: Opening['reopen']): Promise<void> {
  const text = `Slack did not open "${title}" in time.`;
  return tellPrivately(deps, it, {
    text: mrkdwn`${text} Press the button to try again.`,
    blocks: [
      section(mrkdwn`${text} Nothing was changed.`),
      ...actions('peering.again', [
        button({
          text: 'Open it again',
          action: reopen.action,
          ...(reopen.value !== undefined && { value: reopen.value }),
          style: 'primary',
        }),
      ]),
    ],
  });
}
