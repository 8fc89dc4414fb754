import type { BotFix } from './link.ts';
import type { Subject } from './rule.ts';

/** The button that does what is missing at the cloud: only where the bot may act there. */
export function completeFix({ mayAct }: Subject, label: 'Complete peering' | 'Repair'): { fix?: BotFix } {
  return mayAct ? { fix: { kind: 'bot', fix: 'complete', label } } : {};
}

/** Whose turn it is at the application's cloud. */
export function applicationOwner({ peering: { application } }: Subject) {
  return {
    kind: 'application' as const,
    provider: application.provider,
    cloudProject: application.cloudProject,
  };
}
