import type { KnownBlock } from '@slack/types';
import type { Plan } from '../../core/plan/plan.ts';
import { sayStep } from '../../core/plan/say-step.ts';
import { context, section } from '../blocks.ts';
import { join, type Mrkdwn, mention, mrkdwn } from '../mrkdwn.ts';

/** How many lines one section takes well within its 3,000 characters. */
const LINES_PER_SECTION = 12;

/** A plan for people: what is done, what to mind, what follows from it. */
export function planBlocks(plan: Plan, consequencesTitle: string): KnownBlock[] {
  return [
    ...lines(
      'What the bot will do',
      plan.steps.map((step, index) => mrkdwn`${index + 1}. ${sayStep(step)}.`),
    ),
    ...lines(
      'Mind',
      plan.warnings.map((warning) => mrkdwn`:warning: ${warning}`),
    ),
    ...lines(
      consequencesTitle,
      plan.consequences.map((consequence) => mrkdwn`• ${consequence}`),
    ),
  ];
}

/** Stands below a plan that somebody else has to approve; nothing where nobody has to. */
export function approvalNote(approvers: string[] | undefined): KnownBlock[] {
  if (!approvers) return [];
  return [
    context(
      mrkdwn`:lock: It is protected: confirming asks ${join(approvers.map(mention), ', ')} first. Nothing happens before one of them approves.`,
    ),
  ];
}

function lines(title: string, all: Mrkdwn[]): KnownBlock[] {
  if (all.length === 0) return [];
  const [first = [], ...more] = groupsOf(all, LINES_PER_SECTION);
  return [section(join([mrkdwn`*${title}*`, ...first])), ...more.map((group) => section(join(group)))];
}

function groupsOf<T>(all: T[], size: number): T[][] {
  return all.length <= size ? [all] : [all.slice(0, size), ...groupsOf(all.slice(size), size)];
}
