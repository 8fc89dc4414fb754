import { Refusal } from '../../http.ts';
import type { Json } from '../block-kit/checks.ts';
import { visibleMessages } from '../client/page-state.ts';
import type { Context } from '../context.ts';
import { act } from '../hand/act.ts';
import { close } from '../hand/close.ts';
import { openHome } from '../hand/open.ts';
import { submit } from '../hand/submit.ts';
import { stackOf } from '../modals.ts';
import { canSee } from '../people.ts';
import type { User, View } from '../state.ts';
import { type Control, controlsOf } from './controls.ts';
import { bare, byLabel, hasWord } from './match-label.ts';
import { closeLabel } from './screen.ts';
import { blocksWords, words } from './words.ts';

export interface Press {
  label: string;
  row?: string | undefined;
  in?: 'modal' | 'home' | 'message' | undefined;
  confirm?: boolean | undefined;
}

/** The confirm dialog that came up. */
export interface Dialog {
  title: string;
  text: string;
  confirm: string;
  deny: string;
}

/** Presses what bears that label; a dialog that comes up is accepted unless `confirm` is false. */
export async function press(context: Context, user: User, wanted: Press): Promise<Dialog | undefined> {
  const top = stackOf(context, user.id).at(-1);
  const where = wanted.in ?? (top ? 'modal' : 'message');
  if (where === 'modal') {
    if (!top) throw new Refusal(400, `${user.realName} has no modal open.`);
    return pressInModal(context, user, top, wanted);
  }
  if (where === 'home' && !context.state.homes[user.id]) {
    await openHome(context, user);
    await context.activity.quiet();
  }
  const groups = where === 'home' ? homeControls(context, user) : messageControls(context, user);
  return use(context, user, choose(groups, wanted, `on ${user.realName}'s screen`), wanted);
}

async function pressInModal(context: Context, user: User, view: View, wanted: Press) {
  const { state } = context;
  const controls = controlsOf(state, view.definition.blocks, { view: view.id });
  const label = bare(wanted.label);
  const submitLabel = words(state, view.definition.submit);
  const frame = [submitLabel, closeLabel(state, view)].filter((one) => one !== '');
  if (wanted.row || controls.some((one) => bare(one.label) === label)) {
    return use(context, user, choose([controls], wanted, 'in this modal', frame), wanted);
  }
  // What stands in the modal's own frame.
  if (submitLabel !== '' && bare(submitLabel) === label) await submit(context, user, view.id);
  else if (label === '×') await close(context, user, view.id, true);
  else if ([bare(closeLabel(state, view)), 'close', 'cancel'].includes(label)) {
    await close(context, user, view.id, false);
  } else return use(context, user, choose([controls], wanted, 'in this modal', frame), wanted);
  return undefined;
}

function homeControls(context: Context, user: User): Control[][] {
  const home = context.state.homes[user.id];
  if (!home) throw new Refusal(400, `The app has published no Home for ${user.realName}.`);
  return [controlsOf(context.state, home.definition.blocks, { view: home.id })];
}

/** One group a message, the latest first. */
function messageControls(context: Context, user: User): Control[][] {
  const { state } = context;
  return state.channels
    .filter((channel) => canSee(user, channel) && !channel.archived)
    .flatMap((channel) => visibleMessages(context, user, channel))
    .sort((one, other) => Number(other.ts) - Number(one.ts))
    .map(({ channel, ts, text, blocks = [] }) => {
      const around = `${words(state, text)}\n${blocksWords(state, blocks)}`;
      return controlsOf(state, blocks, { message: { channel, ts } }, around);
    });
}

/** The one control that is meant; `Refusal` 404 with what there is, 400 when it could be several. */
function choose(groups: Control[][], { label, row }: Press, where: string, extra: string[] = []): Control {
  const all = groups.flat();
  const inRow = row === undefined ? all : inThatRow(all, row);
  const [first, ...others] = byLabel(inRow, (one) => [one.label], label);
  if (!first) {
    const there = [...new Set([...inRow.map((one) => one.label), ...extra])].join(', ') || 'nothing to press';
    const beside = row === undefined ? '' : ` beside "${row}"`;
    throw new Refusal(404, `There is no "${label}"${beside} ${where}; there is: ${there}.`);
  }
  const group = groups.find((one) => one.includes(first)) ?? [];
  const rivals = others.filter((one) => group.includes(one));
  if (rivals.length > 0) {
    const rows = [first, ...rivals].map((one) => `"${one.label}" beside "${one.row.split('\n')[0]}"`);
    throw new Refusal(400, `"${label}" could be several ${where}: ${rows.join(', ')}. Say which by "row".`);
  }
  return first;
}

/** Beside that text; else in a message with it; else where it is part of a word. */
function inThatRow(controls: Control[], row: string): Control[] {
  const attempts: ((one: Control) => boolean)[] = [
    (one) => hasWord(one.row, row),
    (one) => hasWord(one.around, row),
    (one) => bare(one.row).includes(bare(row)),
    (one) => bare(one.around).includes(bare(row)),
  ];
  for (const attempt of attempts) {
    const found = controls.filter(attempt);
    if (found.length > 0) return found;
  }
  return [];
}

async function use(
  context: Context,
  user: User,
  control: Control,
  wanted: Press,
): Promise<Dialog | undefined> {
  const { container, blockId, actionId, value, confirm } = control;
  const dialog = confirm && dialogOf(context, confirm);
  if (dialog && wanted.confirm === false) return dialog;
  await act(context, user, { container, blockId, actionId, value });
  return dialog;
}

function dialogOf({ state }: Context, confirm: Json): Dialog {
  return {
    title: words(state, confirm.title) || 'Are you sure?',
    text: words(state, confirm.text),
    confirm: words(state, confirm.confirm) || 'Yes',
    deny: words(state, confirm.deny) || 'Cancel',
  };
}
