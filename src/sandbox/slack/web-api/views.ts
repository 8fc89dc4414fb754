import { isObject, type Json } from '../block-kit/checks.ts';
import type { Context } from '../context.ts';
import {
  deepestStack,
  findView,
  hasDuplicate,
  openModal,
  publishHome,
  pushModal,
  stackOf,
  updateView,
  wireView,
} from '../modals.ts';
import type { View } from '../state.ts';
import type { Trigger } from '../triggers.ts';
import { isTooLarge, validateView } from '../validate.ts';
import { type Args, invalidArguments } from './args.ts';
import { sentence } from './blocks.ts';
import { type Method, SlackError } from './method.ts';

export const viewsMethods: Record<string, Method> = {
  'views.open': {
    token: 'bot',
    scopes: [],
    run(context, args) {
      const definition = definitionOf(context, args, 'modal');
      const { user } = triggerOf(context, args);
      return { view: wireView(context, openModal(context, user, definition)) };
    },
  },
  'views.push': {
    token: 'bot',
    scopes: [],
    run(context, args) {
      const definition = definitionOf(context, args, 'modal');
      const { user, view } = triggerOf(context, args);
      const stack = stackOf(context, user);
      if (!view || stack.length === 0) throw new SlackError('not_found');
      if (stack.length >= deepestStack) throw new SlackError('push_limit_reached');
      return { view: wireView(context, pushModal(context, user, definition)) };
    },
  },
  'views.update': {
    token: 'bot',
    scopes: [],
    run(context, args) {
      const view = viewOf(context, args);
      const type = view.definition.type === 'home' ? 'home' : 'modal';
      const definition = definitionOf(context, args, type, view);
      checkHash(view, args);
      updateView(context, view, definition);
      return { view: wireView(context, view) };
    },
  },
  'views.publish': {
    token: 'bot',
    scopes: [],
    run(context, args) {
      if (!context.state.app.homeTab) throw new SlackError('not_enabled');
      const userId = args.required('user_id');
      const user = context.state.users.find((one) => one.id === userId && !one.isBot);
      if (!user) throw invalidArguments(['user_id is not a user of this workspace']);
      const before = context.state.homes[user.id];
      const definition = definitionOf(context, args, 'home', before);
      if (before) checkHash(before, args);
      return { view: wireView(context, publishHome(context, user.id, definition)) };
    },
  },
};

/** The call's view, valid and of that type. `itself`: the view that it will be. */
function definitionOf(context: Context, args: Args, type: 'modal' | 'home', itself?: View): Json {
  const view = args.json('view', 'invalid_arguments');
  if (!isObject(view)) throw invalidArguments(['missing required field: view']);
  if (view.type !== type) throw invalidArguments([`must be of type ${type} [json-pointer:/view/type]`]);
  const errors = validateView(view).map((error) => ({ ...error, pointer: `/view${error.pointer}` }));
  if (errors.length > 0) throw invalidArguments(errors.map(sentence));
  if (isTooLarge(view)) throw new SlackError('view_too_large');
  if (hasDuplicate(context, view, itself)) throw new SlackError('duplicate_external_id');
  return view;
}

function triggerOf(context: Context, args: Args): Trigger {
  const id = args.text('trigger_id') ?? args.text('interactivity_pointer');
  if (!id) throw invalidArguments(['missing required field: trigger_id']);
  const trigger = context.triggers.take(id);
  if (typeof trigger === 'string') throw new SlackError(trigger);
  return trigger;
}

function viewOf(context: Context, args: Args): View {
  const id = args.text('view_id');
  const externalId = args.text('external_id');
  if (!id && !externalId) throw invalidArguments(['missing required field: view_id or external_id']);
  const view = findView(context, (one) => (id ? one.id === id : one.definition.external_id === externalId));
  if (!view) throw new SlackError('not_found');
  return view;
}

function checkHash(view: View, args: Args) {
  const hash = args.text('hash');
  if (hash && hash !== view.hash) throw new SlackError('hash_conflict');
}
