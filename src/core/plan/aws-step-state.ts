import { normalizeEntry } from '../cidr.ts';
import type { AwsConnection, AwsFacts } from '../cloud/aws-facts.ts';
import type { AwsChange } from '../cloud/aws-network.ts';
import { ENDED } from '../cloud/ended.ts';
import { leadsNowhere } from '../cloud/leads-nowhere.ts';
import type { Sight } from '../cloud/sight.ts';
import type { AwsStep } from './plan.ts';
import type { StepState } from './step-state.ts';

type State = StepState<AwsChange>;
const DONE: State = { is: 'done' };
const WAITING: State = { is: 'waiting' };

/** Whether a step in AWS still has to be done, from a look at its ends. */
export function awsStepState(step: AwsStep, facts: AwsFacts): State {
  switch (step.do) {
    case 'turn-on-dns':
      return seen(facts.dns, (dns) =>
        dns[step.attribute] ? DONE : toDo({ change: 'turn-on-dns', attribute: step.attribute }),
      );
    case 'await-request':
      // One that has ended is an earlier one: AWS shows those for up to two days.
      return onLiving(facts, () => DONE, { none: WAITING, ended: WAITING });
    case 'accept-request':
      return onLiving(facts, ({ connectionId, status }) => {
        if (status === 'active' || status === 'provisioning') return DONE;
        return status === 'pending-acceptance' ? toDo({ change: 'accept', connectionId }) : WAITING;
      });
    case 'add-route':
      return onLiving(facts, (connection) => addRoute(step, facts, connection));
    case 'allow-remote-dns':
      return onLiving(facts, ({ connectionId, status, accepter }) => {
        if (accepter.remoteDns) return DONE;
        return status === 'active' ? toDo({ change: 'allow-remote-dns', connectionId }) : WAITING;
      });
    case 'delete-route':
      return deleteRoute(step, facts);
    case 'delete-connection':
      return seen(facts.connection, (connection) => {
        const isThere = connection?.connectionId === step.connectionId && !ENDED.includes(connection.status);
        return isThere ? toDo({ change: 'delete-connection', connectionId: step.connectionId }) : DONE;
      });
  }
}

function addRoute(
  { routeTableId, cidr, ends }: Extract<AwsStep, { do: 'add-route' }>,
  { routeTables, connections }: AwsFacts,
  { connectionId }: AwsConnection,
): State {
  return seen(routeTables, (tables) => {
    const table = tables.find((one) => one.routeTableId === routeTableId);
    if (!table) return obstructed('not-found', `Route table ${routeTableId} is gone.`);
    const there = table.routes.find((route) => normalizeEntry(route.cidr) === cidr);
    const route = { routeTableId, cidr, connectionId };
    if (!there) return toDo({ change: 'create-route', ...route });
    if (there.target === connectionId) return DONE;
    if (leadsNowhere(there, connections)) {
      return toDo({ change: 'replace-route', ...route });
    }
    return {
      is: 'obstructed',
      code: 'route-taken',
      sentence: `Route table ${routeTableId} sends ${cidr} to ${there.target}.`,
      mend: `Whoever looks after that route in AWS account ${ends.account} has to decide; it is never replaced silently.`,
    };
  });
}

function deleteRoute(
  { routeTableId, cidr, connectionId }: Extract<AwsStep, { do: 'delete-route' }>,
  { routeTables }: AwsFacts,
): State {
  return seen(routeTables, (tables) => {
    const route = tables
      .find((one) => one.routeTableId === routeTableId)
      ?.routes.find((one) => one.cidr === cidr && one.target === connectionId);
    return route ? toDo({ change: 'delete-route', routeTableId, cidr, connectionId }) : DONE;
  });
}

function onLiving(
  { connection, vpc }: AwsFacts,
  judge: (connection: AwsConnection) => State,
  otherwise: { none?: State; ended?: State } = {},
): State {
  return seen(connection, (found) => {
    if (vpc.ok && !vpc.value) return obstructed('not-found', 'The application VPC is gone.');
    if (!found) return otherwise.none ?? GONE;
    if (!ENDED.includes(found.status)) return judge(found);
    return (
      otherwise.ended ??
      obstructed(
        'peering-gone',
        `${found.connectionId} is ${found.status} in AWS.`,
        'Terminate the peering and request it again.',
      )
    );
  });
}

function seen<T>(sight: Sight<T>, judge: (value: T) => State): State {
  return sight.ok ? judge(sight.value) : { is: 'unseen', unseen: sight };
}

const toDo = (change: AwsChange): State => ({ is: 'to-do', change });

function obstructed(code: 'not-found' | 'peering-gone', sentence: string, mend?: string): State {
  return { is: 'obstructed', code, sentence, ...(mend !== undefined && { mend }) };
}

const GONE = obstructed(
  'peering-gone',
  'AWS does not show the peering connection any more.',
  'Request it again.',
);
