import type { KnownBlock, ModalView } from '@slack/types';
import type { Checked } from '../../core/checked.ts';
import { actions, button, context, divider, section } from '../blocks.ts';
import { actionIds, viewIds } from '../ids.ts';
import { code, join, type Mrkdwn, mrkdwn, strong } from '../mrkdwn.ts';
import { modal } from './modal.ts';

/** What the doctor found: what is to be mended first, then what could not be told, then what is well. */
export function doctorView(checks: readonly Checked[]): ModalView {
  const of = (status: Checked['status']) => checks.filter((one) => one.status === status);
  const [problems, unknown, well] = [of('problem'), of('not checkable'), of('ok')];
  return modal({
    id: viewIds.doctor,
    title: 'Doctor',
    blocks: [
      section(mrkdwn`*${sayResult(problems.length)}*\n${well.length} ok, ${unknown.length} not checkable.`),
      ...problems.map((one) => section(mrkdwn`:red_circle: *Problem:* ${finding(one)}`)),
      ...unknown.map((one) => section(mrkdwn`:white_circle: *Not checkable:* ${finding(one)}`)),
      ...(well.length > 0 ? [divider] : []),
      ...well.map((one) => section(mrkdwn`:large_green_circle: *Ok:* ${finding(one)}`)),
      ...footer(),
    ],
  });
}

function sayResult(problems: number): string {
  if (problems === 0) return 'No problems.';
  return problems === 1 ? '1 problem.' : `${problems} problems.`;
}

function finding({ check, sentence, mend }: Checked): Mrkdwn {
  const toDo = mend === undefined ? undefined : mrkdwn`_How to mend it:_ ${mend}`;
  return join([mrkdwn`${strong(check)}`, mrkdwn`${sentence}`, toDo]);
}

function footer(): KnownBlock[] {
  return [
    ...actions('doctor', [button({ text: 'Check again', action: actionIds.doctorAgain })]),
    context(
      mrkdwn`The same on the machine where the bot runs, also while it does not: ${code('npm run doctor')}`,
    ),
  ];
}
