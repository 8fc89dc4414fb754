import { matchesPattern } from './matches-pattern.ts';
import type { PlanKind } from './plan/plan.ts';

/** What a person may be kept from. Reading is decided by `mayRead`. */
export type ChangeAction = PlanKind;

/** A person as Slack knows them at this moment; built by the surface, never stored. */
export interface Actor {
  userId: string;
  teamId?: string;
  /** `unknown` when Slack could not tell: nothing may be changed then. */
  membership: 'member' | 'guest' | 'external' | 'bot' | 'unknown';
  operator: boolean;
  approver: boolean;
}

/** Who may do what; user ids `U…` and user-group ids `S…` as configured. */
export interface RightsPolicy {
  operators: string[];
  approvers: string[];
  /** Name patterns such as `prod-*`. */
  protectedNames: string[];
}

/** `needs-approval`: may ask for it; somebody else of `approvers` has to say yes before anything happens. */
export type Decision =
  | { answer: 'allowed' }
  | { answer: 'needs-approval'; approvers: string[] }
  | { answer: 'refused'; reason: string; whoMay: string[] };

/** Whether this person may change this peering. The right is checked when something is shown and again before acting. */
export function authorize(
  action: ChangeAction,
  peeringName: string,
  actor: Actor,
  policy: RightsPolicy,
): Decision {
  const refuse = (reason: string, who = whoMay(peeringName, policy)): Decision => ({
    answer: 'refused',
    reason,
    whoMay: who,
  });

  if (actor.membership !== 'member') return refuse(sayOutsider(actor.membership, 'change peerings'));
  if (policy.operators.length + policy.approvers.length === 0) {
    return refuse('Nobody is set up to change peerings: name operators in PEERING_OPERATORS.');
  }
  const approver = isApprover(actor, policy);
  if (!approver && !holds(actor.operator, actor.userId, policy.operators)) {
    return refuse(`Only operators and approvers may ${VERBS[action]} a peering.`);
  }
  if (!isProtected(peeringName, policy)) return { answer: 'allowed' };
  if (policy.approvers.length === 0) {
    return refuse(
      `${peeringName} is protected and nobody is set up to approve: name approvers in PEERING_APPROVERS.`,
    );
  }
  const approvers = approversBeside(actor.userId, policy);
  if (approvers.length === 0) {
    return refuse(
      `${peeringName} is protected: somebody else has to approve, and nobody but you is set up to.`,
      policy.operators.filter((id) => id !== actor.userId),
    );
  }
  return { answer: 'needs-approval', approvers };
}

/** Whether this person is one of those who may allow a protected change. */
export function isApprover(actor: Actor, policy: RightsPolicy): boolean {
  return holds(actor.approver, actor.userId, policy.approvers);
}

/** The user and user-group ids that may approve what this person asks for; a group may have other members. */
function approversBeside(userId: string, { approvers }: RightsPolicy): string[] {
  return [...new Set(approvers)].filter((id) => id !== userId);
}

/** Every member of the workspace may see everything; so may, while Slack cannot tell who is one, whoever asks. */
export function mayRead({ membership }: Actor): boolean {
  return membership === 'member' || membership === 'unknown';
}

/** Whether the name matches one of the protected patterns (`*` any characters, `?` one), without regard to case. */
export function isProtected(name: string, policy: RightsPolicy): boolean {
  return policy.protectedNames.some((pattern) => matchesPattern(pattern, name));
}

/** The user and user-group ids that may do this, or ask for it; empty where nobody is set up. */
function whoMay(peeringName: string, policy: RightsPolicy): string[] {
  if (isProtected(peeringName, policy) && policy.approvers.length === 0) return [];
  return [...new Set([...policy.operators, ...policy.approvers])];
}

/** Why somebody who is no member of the workspace may not, e.g. "Guests of this workspace may not change peerings." */
export function sayOutsider(membership: Exclude<Actor['membership'], 'member'>, what: string): string {
  if (membership === 'unknown') {
    return 'Slack could not tell who you are just now, so nothing may be changed; try again in a moment.';
  }
  return `${OUTSIDERS[membership]} may not ${what}.`;
}

const VERBS: Record<ChangeAction, string> = {
  create: 'create',
  complete: 'complete',
  'allow-access': 'allow access for',
  'request-again': 'request',
  terminate: 'terminate',
};

const OUTSIDERS = {
  guest: 'Guests of this workspace',
  external: 'People of other workspaces',
  bot: 'Bots',
};

function holds(role: boolean, userId: string, configured: string[]): boolean {
  return configured.length > 0 && (role || configured.includes(userId));
}
