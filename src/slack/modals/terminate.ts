import type { KnownBlock, ModalView } from '@slack/types';
import { hasCode } from '../../core/errors.ts';
import { leftovers } from '../../core/next-step/leftovers.ts';
import type { PlanStep } from '../../core/plan/plan.ts';
import type { PlanAnswer } from '../../operations/api.ts';
import { section } from '../blocks.ts';
import type { Deps } from '../deps.ts';
import { actionIds, viewIds } from '../ids.ts';
import { elementIn, type Interaction, textIn, type ViewValues } from '../interaction.ts';
import type { InView, Listen } from '../listen.ts';
import { mrkdwn } from '../mrkdwn.ts';
import { mayChange, refusalView } from '../rights.ts';
import { answerSubmission } from './answer-submission.ts';
import { confirm } from './confirm.ts';
import { handOverBlocks } from './how-to-view.ts';
import { loadingView, noticeView } from './modal.ts';
import { openModal, troubleView } from './open-modal.ts';
import { recall } from './remember.ts';
import {
  CLEAN_UP,
  type TerminateDrawing,
  type TerminateMemory,
  terminateMemory,
  terminateView,
  WITHDRAW,
} from './terminate-view.ts';

const TITLE = 'Terminate peering';

export function openTerminate(deps: Deps, it: Interaction, peeringId: string): Promise<void> {
  return openModal(deps, it, {
    title: TITLE,
    reopen: { action: actionIds.openTerminate, value: peeringId },
    build: () => buildTerminate(deps, it, peeringId),
  });
}

/** The plan to look at before anything happens; a sentence instead where there is nothing to terminate. */
export function buildTerminate(deps: Deps, it: Interaction, peeringId: string): Promise<ModalView> {
  return draw(deps, it, peeringId, { withdraw: false, cleanUp: true, armed: 'no' });
}

export function registerTerminate(listen: Listen, deps: Deps): void {
  /** As the person types or ticks: the button comes and goes with the right name, the plan follows the tick. */
  async function redraw(it: Interaction) {
    if (!it.view) return;
    const { view } = it;
    const memory = recall(terminateMemory, view.memory);
    const right = isNameRight(memory, view.values);
    const ticks = ticksIn(memory, view.values);
    const buttonShown = view.blocks.some(({ block_id }) => block_id === 'terminate.now');
    const asShown = right === buttonShown && isSame(ticks, memory);
    await deps.redraws.draw(view, async (sole) =>
      sole && asShown
        ? undefined
        : draw(deps, it, memory.peeringId, { ...ticks, armed: right ? 'typing' : 'no' }),
    );
  }
  listen.action(actionIds.terminateName, redraw);
  listen.action(actionIds.terminateWithdraw, redraw);
  listen.action(actionIds.terminateCleanUp, redraw);

  listen.submission(viewIds.terminate, async (it, ack) => {
    const memory = recall(terminateMemory, it.view.memory);
    if (!isNameRight(memory, it.view.values)) {
      return ack({ response_action: 'errors', errors: { 'terminate.name': wrongName(memory) } });
    }
    const ticks = ticksIn(memory, it.view.values);
    await answerSubmission(
      deps,
      it,
      ack,
      { how: 'update', title: TITLE, sentence: 'Reading…' },
      async () => ({
        response_action: 'update',
        view: await draw(deps, it, memory.peeringId, { ...ticks, armed: 'continued' }),
      }),
    );
  });

  listen.action(actionIds.terminateNow, async (it) => {
    const { view } = it;
    if (!view) return;
    const memory = recall(terminateMemory, view.memory);
    const ticks = ticksIn(memory, view.values);
    const problem = isNameRight(memory, view.values)
      ? !isSame(ticks, memory) && 'A choice was changed: look at the plan again.'
      : wrongName(memory);
    if (problem) {
      return deps.redraws.draw(view, () =>
        draw(deps, it, memory.peeringId, { ...ticks, armed: 'no', notice: problem }),
      );
    }
    // The button goes at once: nobody presses it twice.
    await deps.redraws.draw({ id: view.id }, async () => loadingView(TITLE, 'Starting…'));
    const outcome = await terminateNow(deps, { ...it, view }, memory).catch((error: unknown) =>
      hasCode(error, 'peering-gone') ? goneView() : troubleView(it, error),
    );
    await deps.redraws.draw({ id: view.id }, async () => outcome);
  });
}

function terminateNow(deps: Deps, it: Interaction & InView, memory: TerminateMemory): Promise<ModalView> {
  const { peeringId, name, withdraw, cleanUp, digest, shownAt } = memory;
  return confirm(
    deps,
    it,
    {
      intent: { kind: 'terminate', peeringId, withdrawAccess: withdraw, ...(cleanUp && { cleanUp }) },
      digest,
      shownAt,
    },
    { id: peeringId, name },
    {
      title: TITLE,
      replanned: (notice) => draw(deps, it, peeringId, { withdraw, cleanUp, armed: 'no', notice }),
      afterwards: cleanUp ? [] : whatStays(deps, peeringId),
    },
  );
}

async function draw(
  deps: Deps,
  it: Interaction,
  peeringId: string,
  drawing: Pick<TerminateDrawing, 'withdraw' | 'cleanUp' | 'armed' | 'notice'>,
): Promise<ModalView> {
  const { operations } = deps;
  try {
    const { peering, freshness } = await operations.details(peeringId);
    const right = await mayChange(deps, it, 'terminate', { id: peering.id, name: peering.name });
    if (!right.allowed) return refusalView(right.refusal);
    const planFor = (withdrawAccess: boolean, cleanUp: boolean) =>
      operations.plan({ kind: 'terminate', peeringId, withdrawAccess, cleanUp });
    const whole = await planFor(true, true);
    const canWithdraw = does(whole, WITHDRAWING);
    const canCleanUp = does(whole, CLEANING_UP);
    const withdraw = drawing.withdraw && canWithdraw;
    const cleanUp = drawing.cleanUp && canCleanUp;
    const answer = withdraw && cleanUp ? whole : await planFor(withdraw, cleanUp);
    if (!answer.planned) return noticeView(TITLE, [section(mrkdwn`${answer.sentence}`)]);
    const { needsApproval } = right;
    return terminateView({
      ...drawing,
      peering,
      freshness,
      shown: answer,
      withdraw,
      canWithdraw,
      cleanUp,
      canCleanUp,
      ...(needsApproval && { needsApproval }),
    });
  } catch (error) {
    if (hasCode(error, 'peering-gone')) return goneView();
    throw error;
  }
}

const WITHDRAWING: PlanStep['do'][] = ['unassign-allow-list', 'delete-allow-list'];
const CLEANING_UP: PlanStep['do'][] = ['delete-route', 'delete-connection', 'remove-mirror'];

const does = (answer: PlanAnswer, kinds: PlanStep['do'][]): boolean =>
  answer.planned && answer.plan.steps.some((step) => kinds.includes(step.do));

const goneView = () =>
  noticeView(TITLE, [section(mrkdwn`Yugabyte no longer has this peering: there is nothing to terminate.`)]);

function whatStays({ operations }: Deps, peeringId: string): KnownBlock[] {
  const observation = operations.observation();
  const peering = observation?.peerings.find(({ id }) => id === peeringId);
  const left = observation && peering && leftovers(peering, observation);
  if (left?.kind === 'hand-over') return handOverBlocks(left);
  return left?.kind === 'wait' ? [section(mrkdwn`${left.sentence}`)] : [];
}

function isNameRight(memory: TerminateMemory, values: ViewValues): boolean {
  return memory.continued || oneLine(textIn(values, actionIds.terminateName) ?? '') === oneLine(memory.name);
}

/** A name may have spaces and line breaks that no text field takes. */
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

type Ticks = Pick<TerminateMemory, 'withdraw' | 'cleanUp'>;

function ticksIn(memory: TerminateMemory, values: ViewValues): Ticks {
  const isTicked = (action: string, name: string) =>
    elementIn(values, action)?.value.selected_options?.some(({ value }) => value === name);
  return {
    withdraw: isTicked(actionIds.terminateWithdraw, WITHDRAW) ?? memory.withdraw,
    cleanUp: isTicked(actionIds.terminateCleanUp, CLEAN_UP) ?? memory.cleanUp,
  };
}

const isSame = (a: Ticks, b: Ticks): boolean => a.withdraw === b.withdraw && a.cleanUp === b.cleanUp;

const wrongName = ({ name }: TerminateMemory) => `That is not the name. Type exactly: ${name}`;
