import { isCleaningUp } from '../core/plan/clean-up.ts';
import type { PlanStep } from '../core/plan/plan.ts';
import { sayStep } from '../core/plan/say-step.ts';
import { sayCloud } from '../core/say-cloud.ts';
import { sayList } from '../core/say-list.ts';
import { type OperationDocument, stepInHand } from './operation-document.ts';

type Said = Pick<OperationDocument, 'plan' | 'subject'>;

export function sayAsked({ plan, subject }: Said): string {
  const network = sayNetworks(plan.steps);
  switch (plan.kind) {
    case 'create':
      return network ? `Asked for this peering, with access for ${network}.` : 'Asked for this peering.';
    case 'complete':
      return `Asked to complete this peering in ${sayCloud(subject.spec.application)}.`;
    case 'allow-access':
      return `Asked to let ${network ?? 'the application VPC'} in.`;
    case 'terminate':
      return 'Asked to terminate this peering.';
    case 'request-again':
      return 'Asked to request this peering again, with the same values.';
  }
}

/** Nothing for a create without access: it ends when Yugabyte has taken the request, which is said already. */
export function sayDone({ plan, subject }: Said): string | undefined {
  const clusters = plan.steps.flatMap((step) => (step.do === 'assign-allow-list' ? [step.clusterName] : []));
  const network = sayNetworks(plan.steps) ?? 'The application VPC';
  switch (plan.kind) {
    case 'create':
      if (plan.steps.some((step) => step.do === 'await-flow')) return 'Every link is green: traffic flows.';
      return clusters.length > 0 ? `Active, and ${network} is let in on ${sayList(clusters)}.` : undefined;
    case 'complete':
      return `Completed in ${sayCloud(subject.spec.application)}.`;
    case 'allow-access':
      return clusters.length > 0 ? `${network} is let in on ${sayList(clusters)}.` : undefined;
    case 'terminate':
      return isCleaningUp(plan)
        ? `Terminated, and what it had in ${sayCloud(subject.spec.application)} is removed.`
        : 'Terminated.';
    case 'request-again':
      return 'Requested again.';
  }
}

const ATTEMPTS = {
  create: 'Creating it',
  complete: 'Completing it',
  'allow-access': 'Allowing access',
  terminate: 'Terminating it',
  'request-again': 'Requesting it again',
};

export function sayFailed(operation: OperationDocument): string {
  const { plan, failure, ref } = operation;
  const words = [
    `${ATTEMPTS[plan.kind]} stopped: ${failure?.sentence ?? ''}`,
    failure?.mend,
    `(reference ${ref})`,
  ];
  return [words.filter(Boolean).join(' '), ...sayHowFar(operation)].join('\n');
}

/** Where it stopped, and what was done by then: nothing of that is taken back behind anybody's back. */
function sayHowFar(operation: OperationDocument): string[] {
  const { plan, steps } = operation;
  const index = stepInHand(operation);
  const step = plan.steps[index];
  const done = plan.steps.slice(0, index).filter((one) => !one.do.startsWith('await-'));
  if (!step || done.length === 0) return [];
  return [
    `It stopped at step ${index + 1} of ${steps.length}: ${sayStep(step)}.`,
    'Done before that, and left as it is:',
    ...done.map((one) => `• ${sayStep(one)}`),
  ];
}

function sayNetworks(steps: PlanStep[]): string | undefined {
  const entries = steps.flatMap((step) => (step.do === 'ensure-allow-list' ? step.entries : []));
  return entries.length > 0 ? sayList(entries) : undefined;
}
