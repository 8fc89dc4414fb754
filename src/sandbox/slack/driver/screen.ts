import { isObject, type Json } from '../block-kit/checks.ts';
import { visibleMessages } from '../client/page-state.ts';
import type { Context } from '../context.ts';
import { stackOf } from '../modals.ts';
import { canSee } from '../people.ts';
import type { Message, State, User, View } from '../state.ts';
import { optionsOf, valueField } from '../view-values.ts';
import { controlsOf } from './controls.ts';
import { type Field, fieldsOf } from './fields.ts';
import { blocksWords, words } from './words.ts';

export interface Screen {
  as: string;
  user: string;
  /** By "#name" or the app's name, oldest first. */
  channels: Record<string, ScreenMessage[]>;
  /** The last one is on top. */
  modals: ScreenView[];
  home?: ScreenView;
  /** What "Slack itself" said. */
  notices: string[];
}

export interface ScreenMessage extends Pressable {
  ts: string;
  /** The message it replies to. */
  threadTs?: string;
  from: string;
  text: string;
  /** What a notification or a screen reader says. */
  fallback: string;
  ephemeral: boolean;
  edited: boolean;
}

export interface ScreenView extends Pressable {
  title: string;
  text: string;
  fields: ScreenField[];
  /** Said at the top when the app did not answer. */
  trouble?: string;
}

interface Pressable {
  buttons: string[];
  links: { label: string; url: string }[];
}

export interface ScreenField {
  label: string;
  type: string;
  value: unknown;
  error?: string;
  hint?: string;
  placeholder?: string;
  optional: boolean;
  choices?: string[];
}

/** What this person sees now. */
export function screen(context: Context, user: User): Screen {
  const { state } = context;
  const home = state.homes[user.id];
  const channels = state.channels.filter((channel) => canSee(user, channel));
  return {
    as: user.persona ?? user.id,
    user: user.realName,
    channels: Object.fromEntries(
      channels.map((channel) => [
        channel.kind === 'dm' ? state.app.name : `#${channel.name}`,
        visibleMessages(context, user, channel).map((one) => screenMessage(state, one)),
      ]),
    ),
    modals: stackOf(context, user.id).map((view) => screenView(state, view)),
    ...(home && { home: screenView(state, home) }),
    notices: state.notices.filter((one) => one.user === user.id).map((one) => one.text),
  };
}

function screenMessage(state: State, message: Message): ScreenMessage {
  const { channel, ts, threadTs, blocks } = message;
  return {
    ts,
    ...(threadTs && { threadTs }),
    from: state.users.find((one) => one.id === message.user)?.realName ?? message.user,
    text: blocks ? blocksWords(state, blocks) : words(state, message.text),
    fallback: words(state, message.text),
    ephemeral: message.onlyFor !== undefined,
    edited: message.editedTs !== undefined,
    ...pressable(state, blocks ?? [], { message: { channel, ts } }),
  };
}

function screenView(state: State, view: View): ScreenView {
  const { title, blocks, submit } = view.definition;
  const { buttons, links } = pressable(state, blocks, { view: view.id });
  const own = view.definition.type === 'modal' ? [words(state, submit), closeLabel(state, view)] : [];
  return {
    title: words(state, title),
    text: blocksWords(state, blocks),
    fields: fieldsOf(state, view).map((field) => screenField(state, field)),
    buttons: [...buttons, ...own.filter((label) => label !== '')],
    links,
    ...(view.trouble && { trouble: view.trouble }),
  };
}

/** Slack's own word where the app gave none. */
export function closeLabel(state: State, view: View): string {
  return words(state, view.definition.close) || (view.definition.submit ? 'Cancel' : 'Close');
}

function pressable(state: State, blocks: Json[], container: Parameters<typeof controlsOf>[2]): Pressable {
  const controls = controlsOf(state, blocks, container);
  return {
    buttons: controls.map((one) => one.label),
    links: controls.flatMap(({ label, url }) => (url ? [{ label, url }] : [])),
  };
}

function screenField(state: State, field: Field): ScreenField {
  const { label, element, entry, error, hint, placeholder, optional } = field;
  const choices = optionsOf(element).map((option) => words(state, option.text));
  return {
    label,
    type: String(element.type),
    value: shown(state, entry[valueField(element) ?? '']),
    optional,
    ...(error && { error }),
    ...(hint && { hint }),
    ...(placeholder && { placeholder }),
    ...(choices.length > 0 && { choices }),
  };
}

function shown(state: State, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => shown(state, one));
  if (isObject(value) && isObject(value.text)) return words(state, value.text);
  if (typeof value !== 'string') return value ?? null;
  return state.users.find((one) => one.id === value)?.realName ?? value;
}
