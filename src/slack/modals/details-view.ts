import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import { sayFlow } from '../../core/chain/judge.ts';
import type { Verdict } from '../../core/chain/link.ts';
import { sayState } from '../../core/say-state.ts';
import type { PeeringDetails } from '../../operations/api.ts';
import { actions, button, context, divider, header, section, sheet } from '../blocks.ts';
import { chainLine, missingLines, unknownLines } from '../chain-line.ts';
import { freshnessLine } from '../freshness.ts';
import { actionIds, viewIds } from '../ids.ts';
import { MEND_FROM_VIEW, mendButtons } from '../mend-buttons.ts';
import { code, join, mention, mrkdwn, strong } from '../mrkdwn.ts';
import { answerElements, reminderLines, whyButton, withoutTold } from '../reminder.ts';
import { modal } from './modal.ts';
import { remember } from './remember.ts';

export const detailsMemory = z.object({ peeringId: z.string() });

const MOST_FINDINGS = 10;
/** Leaves room for everything else in 100 blocks. */
const MOST_CLUSTERS = 40;

/** Will traffic flow, what is missing, and both ends as Yugabyte's own sheet shows them. */
export function detailsView(details: PeeringDetails): ModalView {
  const { peering, verdict } = details;
  const fresh = freshnessLine(details.freshness);
  return modal({
    id: viewIds.details,
    title: 'Peering',
    memory: remember({ peeringId: peering.id }),
    blocks: [
      section(mrkdwn`${strong(peering.name)}  ·  ${sayState(peering.state)}\n${flowLine(verdict)}`),
      context(chainLine(verdict)),
      ...running(details),
      ...missing(details),
      ...buttons(details),
      ...reminder(details),
      ...(fresh ? [context(fresh)] : []),
      divider,
      applicationSheet(details),
      yugabyteSheet(details),
      ...(details.yugabyteVpc
        ? []
        : [context(mrkdwn`The rest about the Yugabyte VPC could not be read just now.`)]),
      ...clusters(details),
    ],
  });
}

/** Whether traffic flows; what it lacks is told below. */
const flowLine = ({ flows, sentence, firstBroken }: Verdict): string =>
  firstBroken ? sayFlow(flows) : sentence;

function running({ running: operation }: PeeringDetails): KnownBlock[] {
  if (!operation) return [];
  const { sentence, by } = operation;
  return [section(mrkdwn`:gear: ${sentence} (started by ${mention(by)})`)];
}

function missing({ verdict, running: operation }: PeeringDetails): KnownBlock[] {
  const { notRead } = verdict;
  return [
    ...missingLines(verdict, MOST_FINDINGS, operation?.seesTo).map((line) => section(line)),
    ...unknownLines(verdict).map((line) => section(line)),
    ...(notRead === undefined ? [] : [context(mrkdwn`${notRead}`)]),
  ];
}

function reminder({ peering, alert, verdict }: PeeringDetails): KnownBlock[] {
  if (!alert) return [];
  return [
    section(reminderLines(withoutTold(alert, verdict), mention)),
    ...actions('details.reminder', [
      ...answerElements(alert, actionIds.reminder, peering.id),
      whyButton(actionIds.reminder, peering.id),
    ]),
  ];
}

function buttons({ peering, verdict, fixes, terminable, running: operation }: PeeringDetails) {
  const value = peering.id;
  const { provider } = peering.application;
  return actions('details.actions', [
    ...mendButtons({
      verdict,
      fixes,
      ...(operation && { seesTo: operation.seesTo }),
      provider,
      value,
      actions: MEND_FROM_VIEW,
    }),
    button({ text: 'Refresh', action: actionIds.detailsRefresh, value }),
    button({ text: 'History', action: actionIds.openHistory, value }),
    button({ text: 'Export', action: actionIds.openExport, value }),
    terminable
      ? button({ text: 'Terminate', action: actionIds.openTerminate, value, style: 'danger' })
      : undefined,
  ]);
}

function applicationSheet({ peering }: PeeringDetails) {
  const { provider, cloudProject, externalVpcId, region, cidr } = peering.application;
  const aws = provider === 'AWS';
  return sheet('Application VPC', [
    ['Provider', provider],
    [aws ? 'Account ID' : 'Project ID', cloudProject],
    [aws ? 'VPC ID' : 'Network name', externalVpcId],
    ['Region', region],
    ['CIDR', cidr],
  ]);
}

function yugabyteSheet({ peering, yugabyteVpc }: PeeringDetails) {
  const aws = peering.application.provider === 'AWS';
  return sheet('Yugabyte VPC', [
    ['Name', peering.yugabyteVpcName],
    ['State', yugabyteVpc?.state],
    [aws ? 'Account ID' : 'Project ID', yugabyteVpc?.cloudProject],
    [aws ? 'VPC ID' : 'Network name', yugabyteVpc?.externalVpcId],
    ...(yugabyteVpc?.parentCidr ? [['CIDR', yugabyteVpc.parentCidr] as const] : []),
    ...(yugabyteVpc?.regions ?? []).map(
      ({ region, cidr }) => [`CIDR in ${region}`, cidr ?? 'not told'] as const,
    ),
    ['Yugabyte VPC ID', peering.yugabyteVpcId],
    ['Peering ID', peering.id],
  ]);
}

function clusters({ clusters: behind }: PeeringDetails): KnownBlock[] {
  if (behind.length === 0)
    return [header('Clusters behind it'), section(mrkdwn`None that this bot knows of.`)];
  const shown = behind.slice(0, MOST_CLUSTERS);
  const more = behind.length - shown.length;
  return [
    header('Clusters behind it'),
    ...shown.map(({ cluster, letIn, allowLists }) =>
      section(
        join([
          mrkdwn`${strong(cluster.name)}  ·  ${cluster.state}  ·  ${sayLetIn(letIn)}`,
          allowLists.length > 0
            ? mrkdwn`Allow lists: ${join(allowLists.map(code), ', ')}`
            : mrkdwn`No allow lists${letIn === undefined ? ' known' : ''}`,
        ]),
      ),
    ),
    ...(more > 0 ? [context(mrkdwn`… and ${more} more clusters.`)] : []),
  ];
}

function sayLetIn(letIn: boolean | undefined): string {
  if (letIn === undefined) return 'not known whether the application is let in';
  return letIn ? 'lets the application in' : 'does not let the application in';
}
