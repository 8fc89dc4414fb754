import { Refusal } from '../../http.ts';
import { isObject, type Json } from '../block-kit/checks.ts';
import type { Context } from '../context.ts';
import { deliver } from '../delivery/deliver.ts';
import {
  clearModals,
  closeModal,
  deepestStack,
  hasDuplicate,
  pushModal,
  stackOf,
  updateView,
  wireView,
} from '../modals.ts';
import type { User, View } from '../state.ts';
import { isTooLarge, validateView } from '../validate.ts';
import { trouble } from './act.ts';
import { complaints } from './complaints.ts';
import { envelope } from './payloads.ts';

/** Presses the submit button of a modal and does what the app answers. */
export async function submit(context: Context, user: User, viewId: string) {
  const view = openView(context, user, viewId);
  if (!view.definition.submit) throw new Refusal(400, 'This modal has no submit button.');
  if (view.busy) throw new Refusal(409, 'This modal is being submitted.');
  view.errors = complaints(view);
  delete view.trouble;
  context.changed();
  if (Object.keys(view.errors).length > 0) return;

  view.busy = true;
  context.changed();
  const reply = await deliver(context, 'interactive', {
    ...envelope(context, user, 'view_submission'),
    trigger_id: context.triggers.mint({ user: user.id, view: view.id }),
    view: wireView(context, view),
    response_urls: [],
  });
  view.busy = false;
  if (!stackOf(context, user.id).includes(view)) return;
  if (reply.ok && follow(context, user, view, isObject(reply.body) ? reply.body : {})) context.changed();
  else trouble(context, view);
}

/** The modal of that id, open in front of this person; `Refusal` 404 otherwise. */
export function openView(context: Context, user: User, viewId: string): View {
  const view = stackOf(context, user.id).find((one) => one.id === viewId);
  if (!view) throw new Refusal(404, 'This modal is not open any more.');
  return view;
}

/** False when Slack could make nothing of the answer. */
function follow(context: Context, user: User, view: View, answer: Json): boolean {
  switch (answer.response_action) {
    case undefined:
      closeModal(context, view);
      return true;
    case 'clear':
      clearModals(context, user.id);
      return true;
    case 'errors':
      return showErrors(view, answer.errors);
    case 'update':
      if (!acceptable(context, answer.view, view)) return false;
      updateView(context, view, answer.view);
      return true;
    case 'push':
      if (stackOf(context, user.id).length >= deepestStack || !acceptable(context, answer.view)) return false;
      pushModal(context, user.id, answer.view);
      return true;
    default:
      return false;
  }
}

/** Errors stand under input blocks of this view and nowhere else. */
function showErrors(view: View, errors: unknown): boolean {
  if (!isObject(errors) || Object.keys(errors).length === 0) return false;
  const inputs = view.definition.blocks.filter((block) => block.type === 'input');
  const known = Object.entries(errors).every(
    ([blockId, text]) =>
      typeof text === 'string' && text !== '' && inputs.some((one) => one.block_id === blockId),
  );
  if (known) view.errors = errors as Record<string, string>;
  return known;
}

function acceptable(context: Context, definition: unknown, itself?: View): definition is Json {
  if (!isObject(definition) || definition.type !== 'modal') return false;
  if (validateView(definition).length > 0 || isTooLarge(definition)) return false;
  return !hasDuplicate(context, definition, itself);
}
