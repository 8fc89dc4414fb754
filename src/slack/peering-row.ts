import type { SectionBlock } from '@slack/types';
import { z } from 'zod';
import type { PeeringRow } from '../operations/api.ts';
import { button, option, overflow, section } from './blocks.ts';
import { actionIds } from './ids.ts';
import { code, mrkdwn, strong } from './mrkdwn.ts';

/** A peering in one block, leading to its details and to its end. */
export function peeringRow(row: PeeringRow, id = `row:${row.id}`): SectionBlock {
  const details = { text: 'Details', action: actionIds.openDetails, value: row.id };
  return section(
    mrkdwn`${strong(row.name)}  ·  ${row.provider} ${code(row.externalVpcId)} with Yugabyte VPC ${strong(row.yugabyteVpcName)}\n${row.sentence}`,
    {
      id,
      accessory: row.terminable
        ? overflow(actionIds.row, [
            option('Details', `details:${row.id}`),
            option('Terminate', `terminate:${row.id}`),
          ])
        : button(details),
    },
  );
}

const chosen = z
  .string()
  .regex(/^(details|terminate):./)
  .transform((text) => {
    const [what = '', ...id] = text.split(':');
    return { what: what as 'details' | 'terminate', id: id.join(':') };
  });

/** What was chosen in a row's menu. */
export function readRowChoice(value: string | undefined): z.infer<typeof chosen> | undefined {
  return chosen.safeParse(value).data;
}
