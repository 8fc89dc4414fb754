import { setTimeout as sleep } from 'node:timers/promises';
import { heldUp } from '../../held-up.ts';
import { Refusal } from '../../http.ts';
import type { Json } from '../block-kit/checks.ts';
import type { Context } from '../context.ts';
import { act } from '../hand/act.ts';
import { stackOf } from '../modals.ts';
import type { User } from '../state.ts';
import { valueField } from '../view-values.ts';
import { choiceFor } from './choice.ts';
import { type Field, fieldsOf } from './fields.ts';
import { byLabel } from './match-label.ts';

/** How long an app may take to draw fields that follow from another one, in real milliseconds. */
const patience = 3000;

export type Given = string | number | boolean | null | string[];

/**
 * Fills in fields of the top modal, one after the other; what is not there yet waits for what the app makes of the
 * others. `Refusal` 404 for a field that never comes, 400 for a choice that is not offered.
 */
export async function fill(context: Context, user: User, values: Record<string, Given>) {
  let waiting = Object.entries(values);
  const notHeldUp = () => performance.now() - heldUp();
  let until = 0;
  while (waiting.length > 0) {
    const next = waiting.find(([label]) => findField(context, user, label) !== undefined);
    if (!next) {
      if (notHeldUp() >= until) {
        throw noSuchField(
          context,
          user,
          waiting.map(([label]) => label),
        );
      }
      await sleep(20);
      continue;
    }
    const [label, given] = next;
    const field = findField(context, user, label);
    if (field && (await fillOne(context, user, field, given))) {
      await context.activity.quiet();
      until = notHeldUp() + patience;
    }
    waiting = waiting.filter((one) => one !== next);
  }
}

function top(context: Context, user: User) {
  const view = stackOf(context, user.id).at(-1);
  if (!view) throw new Refusal(400, `${user.realName} has no modal open.`);
  return view;
}

function findField(context: Context, user: User, label: string): Field | undefined {
  const fields = fieldsOf(context.state, top(context, user));
  const found = byLabel(fields, (field) => [field.label, field.placeholder].filter(Boolean), label);
  if (found.length < 2) return found[0];
  const names = found.map((field) => `"${field.label}"`).join(', ');
  throw new Refusal(400, `"${label}" could be several fields: ${names}.`);
}

function noSuchField(context: Context, user: User, labels: string[]): Refusal {
  const fields = fieldsOf(context.state, top(context, user));
  const there = fields.map((field) => `"${field.label}"`).join(', ') || 'no fields';
  const missing = labels.map((label) => `"${label}"`).join(', ');
  return new Refusal(404, `There is no field ${missing} in this modal; there is: ${there}.`);
}

/** True when the app heard of it. */
async function fillOne(context: Context, user: User, field: Field, given: Given): Promise<boolean> {
  const { blockId, actionId, element } = field;
  const container = { view: top(context, user).id };
  const key = valueField(element) ?? 'value';
  const value: Json = { [key]: await choiceFor(context, user, field, given, container) };
  return act(context, user, { container, blockId, actionId, value, entered: true });
}
