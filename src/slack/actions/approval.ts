import { sayOutcome } from '../../core/approval.ts';
import type { ApprovalDecision } from '../../operations/api.ts';
import type { Deps } from '../deps.ts';
import { actionIds } from '../ids.ts';
import type { Interaction } from '../interaction.ts';
import type { Listen } from '../listen.ts';
import { openDecline } from '../modals/decline.ts';
import { mrkdwn } from '../mrkdwn.ts';
import { refusalMessage, withUnread } from '../rights.ts';
import { tellPrivately } from '../tell-privately.ts';

/** The buttons of a request for approval; who may not press them is told who may. */
export function registerApprovalButtons(listen: Listen, deps: Deps): void {
  const deciding = (action: string, decision: ApprovalDecision) =>
    listen.action(action, async (it, { value }) => {
      if (value) await decide(deps, it, value, decision);
    });
  deciding(actionIds.approve, { do: 'approve' });
  deciding(actionIds.withdraw, { do: 'withdraw' });
  listen.action(actionIds.decline, async (it, { value }) => {
    if (value) await openDecline(deps, it, value);
  });
}

async function decide(deps: Deps, it: Interaction, id: string, decision: ApprovalDecision): Promise<void> {
  const actor = await deps.directory.actor(it.userId, it.teamId);
  const answer = await deps.operations.decide(id, decision, actor, it.ref);
  if (answer.decided) return tellPrivately(deps, it, { text: mrkdwn`${sayOutcome(answer.approval)}` });
  const { why: reason, whoMay } = answer;
  await tellPrivately(deps, it, refusalMessage(withUnread(deps, { reason, whoMay })));
}
