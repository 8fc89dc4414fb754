import { matchesPattern } from './matches-pattern.ts';

/** What a person may be kept from. Reading is decided by `mayRead`. */
export type ChangeAction = 'create' | 'allow-access' | 'terminate';

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

export type Decision = { allowed: true } | { allowed: false; reason: string; whoMay: string[] };

/** Whether this person may change this peering. The right is checked when something is shown and again before acting. */
export function authorize(
  action: ChangeAction,
  peeringName: string,
  actor: Actor,
  policy: RightsPolicy,
): Decision {
  const refuse = (reason: string): Decision => ({
    allowed: false,
    reason,
    whoMay: whoMay(action, peeringName, policy),
  });

  if (actor.membership !== 'member') return refuse(OUTSIDERS[actor.membership]);
  if (policy.operators.length + policy.approvers.length === 0) {
    return refuse('Nobody is set up to change peerings: name operators in PEERING_OPERATORS.');
  }
  const approver = holds(actor.approver, actor.userId, policy.approvers);
  if (isProtected(peeringName, policy)) {
    if (approver) return { allowed: true };
    if (policy.approvers.length === 0) {
      return refuse(
        `${peeringName} is protected and nobody is set up to approve: name approvers in PEERING_APPROVERS.`,
      );
    }
    return refuse(`${peeringName} is protected: only approvers may ${VERBS[action]} it.`);
  }
  if (approver || holds(actor.operator, actor.userId, policy.operators)) return { allowed: true };
  return refuse(`Only operators and approvers may ${VERBS[action]} a peering.`);
}

/** Everybody of the workspace, its guests included, may see everything. */
export function mayRead(actor: Actor): boolean {
  return actor.membership !== 'external' && actor.membership !== 'bot';
}

/** Whether the name matches one of the protected patterns (`*` any characters, `?` one), without regard to case. */
export function isProtected(name: string, policy: RightsPolicy): boolean {
  return policy.protectedNames.some((pattern) => matchesPattern(pattern, name));
}

/** The user and user-group ids that may do this; empty where nobody is set up. */
export function whoMay(_action: ChangeAction, peeringName: string, policy: RightsPolicy): string[] {
  if (isProtected(peeringName, policy)) return [...new Set(policy.approvers)];
  return [...new Set([...policy.operators, ...policy.approvers])];
}

const VERBS: Record<ChangeAction, string> = {
  create: 'create',
  'allow-access': 'allow access for',
  terminate: 'terminate',
};

const OUTSIDERS: Record<Exclude<Actor['membership'], 'member'>, string> = {
  guest: 'Guests of this workspace may not change peerings.',
  external: 'People of other workspaces may not change peerings.',
  bot: 'Bots may not change peerings.',
  unknown: 'Slack could not tell who you are just now, so nothing may be changed; try again in a moment.',
};

function holds(role: boolean, userId: string, configured: string[]): boolean {
  return configured.length > 0 && (role || configured.includes(userId));
}
