import type { ModalView } from '@slack/types';
import { z } from 'zod';
import type { Peering } from '../../core/peering.ts';
import type { ShownPlan } from '../../operations/api.ts';
import { input, plain, section } from '../blocks.ts';
import { actionIds, viewIds } from '../ids.ts';
import { limits } from '../limits.ts';
import { code, mrkdwn, strong } from '../mrkdwn.ts';
import { modal } from './modal.ts';
import { approvalNote, planBlocks } from './plan-blocks.ts';
import { remember } from './remember.ts';

export const askMemory = z.object({ peeringId: z.string(), name: z.string() });

/** For a peering that Yugabyte knows no CIDR of (GCP): which network is to be let in? */
export function askCidrView({ id, name, application }: Peering): ModalView {
  return modal({
    id: viewIds.allowAccess,
    title: 'Allow access',
    submit: 'Continue',
    close: 'Cancel',
    memory: remember({ peeringId: id, name }),
    blocks: [
      section(
        mrkdwn`Yugabyte knows no CIDR of ${code(application.externalVpcId)} for ${strong(name)}. Which network of the application is to be let in on the clusters?`,
      ),
      input({
        id: 'allow-access.cidr',
        label: 'CIDR',
        hint: 'An IPv4 network that lies in the application VPC.',
        element: {
          type: 'plain_text_input',
          action_id: actionIds.allowAccessCidr,
          placeholder: plain('10.0.0.0/16', limits.placeholder),
        },
      }),
    ],
  });
}

export const allowAccessMemory = z.object({
  intent: z.object({ kind: z.literal('allow-access'), peeringId: z.string(), cidr: z.string().optional() }),
  name: z.string(),
  digest: z.string(),
  shownAt: z.number(),
});

/** The plan to be confirmed. */
export function allowAccessView(
  peering: { id: string; name: string },
  cidr: string | undefined,
  { plan, digest, shownAt }: ShownPlan,
  notice?: string,
  needsApproval?: string[],
): ModalView {
  return modal({
    id: viewIds.allowAccessPlan,
    title: 'Allow access',
    submit: 'Allow access',
    close: 'Cancel',
    memory: remember({
      intent: { kind: 'allow-access', peeringId: peering.id, ...(cidr !== undefined && { cidr }) },
      name: peering.name,
      digest,
      shownAt,
    }),
    blocks: [
      ...(notice ? [section(mrkdwn`:warning: *${notice}*`)] : []),
      section(mrkdwn`${strong(peering.name)}: please look at the plan before anything happens.`),
      ...planBlocks(plan, 'What happens next'),
      ...approvalNote(needsApproval),
    ],
  });
}
