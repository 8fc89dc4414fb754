import { capital } from '../core/capital.ts';
import type { AwsChange } from '../core/cloud/aws-network.ts';
import type { Clouds } from '../core/cloud/clouds.ts';
import type { Permit } from '../core/cloud/permit.ts';
import type { Plan, PlanStep } from '../core/plan/plan.ts';
import type { Clock } from '../core/ports.ts';
import { within } from './within.ts';

/** Somebody waits for the plan: a right that was not told of by then shows when it is needed. */
const PATIENCE_MS = 1_500;
/** A route names it, and its right does not hang on it. */
const NO_CONNECTION = 'pcx-00000000000000000';

/**
 * Asks, changing nothing, whether the bot may do each kind of step, so that a missing right is known before anything
 * changes. Sentences for people; none where all is well or nobody can tell. A policy may name the two VPCs of a connection,
 * so what is about one is only asked for the real one: `connectionId`, absent where it is yet to come.
 */
export async function rehearsePlan(
  plan: Plan,
  clouds: Clouds,
  clock: Clock,
  connectionId?: string,
): Promise<string[]> {
  const asked = new Map<string, Promise<{ step: number; permit: Permit }>>();
  plan.steps.forEach((step, index) => {
    if (asked.has(step.do)) return;
    const permit = rehearse(step, clouds, connectionId);
    if (permit)
      asked.set(
        step.do,
        permit.then((told) => ({ step: index + 1, permit: told })),
      );
  });
  const answers = (await within(clock, PATIENCE_MS, Promise.all(asked.values()))) ?? [];
  return answers.flatMap(({ step, permit }) =>
    permit.may === 'no'
      ? [
          `${capital(permit.reason)} The bot hands over at step ${step}, and goes on by itself once somebody has done it or given it the right.`,
        ]
      : [],
  );
}

function rehearse(
  step: PlanStep,
  { aws, gcp }: Clouds,
  connectionId: string | undefined,
): Promise<Permit> | undefined {
  switch (step.do) {
    case 'add-mirror':
      return gcp?.rehearse(step.ends, { change: 'add-mirror', name: step.ends.peeringName });
    case 'remove-mirror':
      return gcp?.rehearse(step.ends, { change: 'remove-mirror', name: step.name });
    case 'accept-request':
      return connectionId ? aws?.rehearse(step.ends, { change: 'accept', connectionId }) : undefined;
    case 'allow-remote-dns':
      return connectionId
        ? aws?.rehearse(step.ends, { change: 'allow-remote-dns', connectionId })
        : undefined;
    case 'add-route':
    case 'delete-route':
    case 'delete-connection':
      return aws?.rehearse(step.ends, changeOf(step));
    default:
      return undefined;
  }
}

function changeOf(
  step: Extract<PlanStep, { do: 'add-route' | 'delete-route' | 'delete-connection' }>,
): AwsChange {
  const connectionId = NO_CONNECTION;
  switch (step.do) {
    case 'add-route':
      return { change: 'create-route', routeTableId: step.routeTableId, cidr: step.cidr, connectionId };
    case 'delete-route':
      return { change: 'delete-route', routeTableId: step.routeTableId, cidr: step.cidr, connectionId };
    case 'delete-connection':
      return { change: 'delete-connection', connectionId: step.connectionId };
  }
}
