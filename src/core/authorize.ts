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
