import { Refusal } from '../../http.ts';
import { isObject, type Json } from '../block-kit/checks.ts';
import type { Container } from '../client-api.ts';
import type { Context } from '../context.ts';
import { suggest } from '../hand/suggest.ts';
import type { User } from '../state.ts';
import { optionsOf } from '../view-values.ts';
import type { Field } from './fields.ts';
import type { Given } from './fill.ts';
import { byLabel } from './match-label.ts';
import { words } from './words.ts';

/** What a field holds once a person put `given` into it: text, option(s) by their text, ids by their names. */
export async function choiceFor(
  context: Context,
  user: User,
  field: Field,
  given: Given,
  container: Container,
): Promise<unknown> {
  const type = String(field.element.type);
  const several = type === 'checkboxes' || type.startsWith('multi_');
  if (given === null || given === '') return several ? [] : null;
  if (typeof given === 'boolean') return tick(context, field, given);
  const texts = Array.isArray(given) ? given : [String(given)];
  if (!several && texts.length !== 1) throw new Refusal(400, `"${field.label}" takes one value.`);
  const pick = (text: string) => pickOne(context, user, field, text, container);
  if (!several) return pick(String(texts[0]));
  const chosen: unknown[] = [];
  for (const text of texts) chosen.push(await pick(text));
  return chosen;
}

/** A single checkbox is ticked or not. */
function tick({ state }: Context, { label, element }: Field, given: boolean): Json[] {
  const [only, ...others] = optionsOf(element);
  if (element.type !== 'checkboxes' || !only || others.length > 0) {
    const names = optionsOf(element).map((option) => words(state, option.text));
    throw new Refusal(400, `"${label}" is no single checkbox; ${there(names)}`);
  }
  return given ? [only] : [];
}

async function pickOne(
  context: Context,
  user: User,
  field: Field,
  text: string,
  container: Container,
): Promise<unknown> {
  const { state } = context;
  const kind = String(field.element.type).replace(/^multi_/, '');
  switch (kind) {
    case 'static_select':
    case 'radio_buttons':
    case 'checkboxes':
      return oneOf(context, field, optionsOf(field.element), text);
    case 'external_select':
      return oneOf(context, field, await typeAhead(context, user, field, text, container), text);
    case 'users_select':
      return named(field, state.users, (one) => [one.persona ?? '', one.name, one.realName, one.id], text);
    case 'channels_select':
    case 'conversations_select':
      return named(field, state.channels, (one) => [one.name, `#${one.name}`, one.id], text);
    case 'datetimepicker':
      return Number(text);
    case 'rich_text_input':
      return {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
      };
    default:
      return text;
  }
}

/** A person types the whole label, or its first word, or looks at what comes without typing. */
async function typeAhead(
  context: Context,
  user: User,
  { blockId, actionId }: Field,
  text: string,
  container: Container,
): Promise<Json[]> {
  for (const query of [text, text.split(/\s/)[0] ?? '']) {
    const found = optionsOf(await suggest(context, user, { container, blockId, actionId, query }));
    if (found.length > 0) return found;
  }
  return optionsOf(await suggest(context, user, { container, blockId, actionId, query: '' }));
}

function oneOf({ state }: Context, field: Field, options: Json[], text: string): Json {
  const label = (option: Json) => words(state, isObject(option.text) ? option.text : '');
  const [found, ...others] = byLabel(options, (option) => [label(option)], text);
  if (found && others.length === 0) return found;
  const names = (others.length > 0 && found ? [found, ...others] : options).map(label);
  throw new Refusal(
    400,
    `"${field.label}" has ${found ? 'several choices' : 'no choice'} "${text}"; ${there(names)}`,
  );
}

function named<T extends { id: string }>(
  field: Field,
  all: T[],
  names: (one: T) => string[],
  text: string,
): string {
  const [found] = byLabel(all, (one) => names(one).filter(Boolean), text);
  if (found) return found.id;
  const known = all.flatMap((one) => names(one)[1] ?? []);
  throw new Refusal(400, `"${field.label}" has no choice "${text}"; ${there(known)}`);
}

function there(names: string[]): string {
  return `there is: ${names.map((name) => `"${name}"`).join(', ') || 'nothing'}.`;
}
