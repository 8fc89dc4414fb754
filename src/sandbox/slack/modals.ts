import { isObject, type Json } from './block-kit/checks.ts';
import { withIds } from './block-kit/walk.ts';
import type { Context } from './context.ts';
import type { View } from './state.ts';
import { valuesOf } from './view-values.ts';

/** Slack stacks at most three. */
export const deepestStack = 3;

/** The modals that this person has open, the last one on top. */
export function stackOf(context: Context, user: string): View[] {
  return context.state.modals[user] ?? [];
}

/** Starts a stack of its own; what was open goes. `definition` has passed the validator. */
export function openModal(context: Context, user: string, definition: Json): View {
  const view = createView(context, user, definition);
  context.state.modals[user] = [view];
  context.changed();
  return view;
}

/** The caller has looked at the depth. */
export function pushModal(context: Context, user: string, definition: Json): View {
  const stack = stackOf(context, user);
  const below = stack.at(-1);
  const view = createView(context, user, definition);
  if (below) Object.assign(view, { rootId: below.rootId, previousId: below.id });
  context.state.modals[user] = [...stack, view];
  context.changed();
  return view;
}

/** What was typed stays where block_id and action_id stay. */
export function updateView(context: Context, view: View, definition: Json) {
  view.definition = complete(context, definition);
  view.values = valuesOf(view.definition.blocks, view.values);
  view.hash = createHash(context);
  view.errors = {};
  delete view.trouble;
  context.changed();
}

export function publishHome(context: Context, user: string, definition: Json): View {
  const before = context.state.homes[user];
  if (before) {
    updateView(context, before, definition);
    return before;
  }
  const view = createView(context, user, definition);
  context.state.homes[user] = view;
  context.changed();
  return view;
}

export function closeModal(context: Context, view: View) {
  const stack = stackOf(context, view.user).filter((one) => one !== view);
  context.state.modals[view.user] = stack;
  context.changed();
}

export function clearModals(context: Context, user: string) {
  context.state.modals[user] = [];
  context.changed();
}

/** An open modal or a Home tab. */
export function findView(context: Context, matches: (view: View) => boolean): View | undefined {
  const { modals, homes } = context.state;
  return [...Object.values(modals).flat(), ...Object.values(homes)].find(matches);
}

/** An `external_id` is unique in the team. */
export function hasDuplicate(context: Context, definition: Json, itself?: View): boolean {
  const id = definition.external_id;
  if (!id) return false;
  return findView(context, (one) => one !== itself && one.definition.external_id === id) !== undefined;
}

function createView(context: Context, user: string, definition: Json): View {
  const id = context.ids.next('V');
  const whole = complete(context, definition);
  return {
    id,
    hash: createHash(context),
    user,
    rootId: id,
    definition: whole,
    values: valuesOf(whole.blocks),
    errors: {},
    busy: false,
  };
}

function complete(context: Context, definition: Json): View['definition'] {
  const blocks = Array.isArray(definition.blocks) ? definition.blocks.filter(isObject) : [];
  return { ...definition, blocks: withIds(blocks, context.ids) };
}

function createHash(context: Context): string {
  return `${Math.floor(context.clock.now() / 1000)}.${context.ids.secret(4)}`;
}

/** In Slack's wire shape, as in payloads and the answers of `views.*`. */
export function wireView(context: Context, view: View): Json {
  const { app, team } = context.state;
  const { type, title, blocks, submit, close, ...rest } = view.definition;
  return {
    id: view.id,
    team_id: team.id,
    type,
    blocks,
    private_metadata: '',
    callback_id: '',
    external_id: '',
    state: { values: view.values },
    hash: view.hash,
    ...(type === 'modal' && { title, submit: submit ?? null, close: close ?? null, submit_disabled: false }),
    clear_on_close: false,
    notify_on_close: false,
    ...rest,
    previous_view_id: view.previousId ?? null,
    root_view_id: view.rootId,
    app_id: app.id,
    app_installed_team_id: team.id,
    bot_id: app.botId,
  };
}
