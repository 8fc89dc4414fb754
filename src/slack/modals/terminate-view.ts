import type { KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { z } from 'zod';
import type { Peering } from '../../core/peering.ts';
import { sayCloud } from '../../core/say-cloud.ts';
import type { Freshness, ShownPlan } from '../../operations/api.ts';
import { actions, button, confirmDanger, context, input, option, section } from '../blocks.ts';
import { freshnessLine } from '../freshness.ts';
import { actionIds, viewIds } from '../ids.ts';
import { code, mrkdwn, strong } from '../mrkdwn.ts';
import { modal } from './modal.ts';
import { approvalNote, planBlocks } from './plan-blocks.ts';
import { remember } from './remember.ts';

export const terminateMemory = z.object({
  peeringId: z.string(),
  name: z.string(),
  withdraw: z.boolean(),
  cleanUp: z.boolean().default(false),
  digest: z.string(),
  shownAt: z.number(),
  /** The name was typed and "Continue" pressed. */
  continued: z.boolean(),
});
export type TerminateMemory = z.infer<typeof terminateMemory>;

/** What the checkboxes say when they are ticked. */
export const WITHDRAW = 'withdraw';
export const CLEAN_UP = 'clean-up';

export interface TerminateDrawing {
  peering: Peering;
  freshness: Freshness;
  shown: ShownPlan;
  withdraw: boolean;
  /** The bot has made allow lists for this peering that it could take back. */
  canWithdraw: boolean;
  /** What stays at the application's cloud is taken away as well. */
  cleanUp: boolean;
  /** The bot may do that, and there is something. */
  canCleanUp: boolean;
  /** `typing`: the name is right; `continued`: and "Continue" was pressed. */
  armed: 'no' | 'typing' | 'continued';
  notice?: string;
  /** Of which user and user-group ids somebody has to say yes first. */
  needsApproval?: string[];
}

/** What will break, the name to type, and then the button. */
export function terminateView(drawing: TerminateDrawing): ModalView {
  const { peering, freshness, shown, withdraw, cleanUp, armed, notice, needsApproval } = drawing;
  const fresh = freshnessLine(freshness);
  const { application } = peering;
  const continued = armed === 'continued';
  const memory: TerminateMemory = {
    peeringId: peering.id,
    name: peering.name,
    withdraw,
    cleanUp,
    digest: shown.digest,
    shownAt: shown.shownAt,
    continued,
  };
  return modal({
    id: viewIds.terminate,
    title: 'Terminate peering',
    close: 'Cancel',
    memory: remember(memory),
    ...(!continued && { submit: 'Continue' }),
    blocks: [
      ...(notice ? [section(mrkdwn`:warning: *${notice}*`)] : []),
      section(
        mrkdwn`${strong(peering.name)} connects ${code(application.externalVpcId)} in ${sayCloud(application)} with Yugabyte VPC ${strong(peering.yugabyteVpcName)}. Terminating it cannot be undone.`,
      ),
      ...planBlocks(shown.plan, 'What will break or stay behind'),
      ...approvalNote(needsApproval),
      ...(fresh ? [context(fresh)] : []),
      ...(continued ? [] : fields(drawing)),
      ...(armed === 'no' ? [] : dangerButton(peering.name, needsApproval !== undefined)),
    ],
  });
}

function fields(drawing: TerminateDrawing): KnownBlock[] {
  const { peering, withdraw, canWithdraw, cleanUp, canCleanUp } = drawing;
  const { provider, cloudProject } = peering.application;
  return [
    ...(canWithdraw
      ? [
          tickBox({
            id: 'terminate.withdraw',
            label: 'Access',
            action: actionIds.terminateWithdraw,
            choice: option(
              "Also take away the access that this bot gave on the clusters' allow lists",
              WITHDRAW,
            ),
            ticked: withdraw,
          }),
        ]
      : []),
    ...(canCleanUp
      ? [
          tickBox({
            id: 'terminate.clean-up',
            label: 'Clean up',
            action: actionIds.terminateCleanUp,
            choice: option(
              `Also remove what it leaves in ${provider}`,
              CLEAN_UP,
              `Only what leads to this peering, in ${cloudProject}; the plan lists it`,
            ),
            ticked: cleanUp,
          }),
        ]
      : []),
    input({
      id: 'terminate.name',
      label: 'Type the name to confirm',
      hint: `Exactly: ${peering.name}`,
      dispatch: true,
      element: {
        type: 'plain_text_input',
        action_id: actionIds.terminateName,
        dispatch_action_config: { trigger_actions_on: ['on_enter_pressed', 'on_character_entered'] },
      },
    }),
  ];
}

function tickBox({
  id,
  label,
  action,
  choice,
  ticked,
}: {
  id: string;
  label: string;
  action: string;
  choice: PlainTextOption;
  ticked: boolean;
}): KnownBlock {
  return input({
    id,
    label,
    optional: true,
    dispatch: true,
    element: {
      type: 'checkboxes',
      action_id: action,
      options: [choice],
      ...(ticked && { initial_options: [choice] }),
    },
  });
}

function dangerButton(name: string, needsApproval: boolean): KnownBlock[] {
  return [
    ...actions('terminate.now', [
      button({
        text: 'Terminate',
        action: actionIds.terminateNow,
        style: 'danger',
        confirm: confirmDanger({
          title: 'Terminate this peering?',
          text: needsApproval
            ? `${name} will be terminated once somebody else has approved it.`
            : `${name} will be terminated. Traffic over it stops at once.`,
          confirm: 'Terminate',
          deny: 'Keep it',
        }),
      }),
    ]),
    context(mrkdwn`Asks once more, then ${needsApproval ? 'asks for approval' : 'acts'}.`),
  ];
}
