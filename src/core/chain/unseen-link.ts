import type { Unseen } from '../cloud/sight.ts';
import { letBotSee } from '../next-step/let-bot-see.ts';
import { applicationOwner } from './complete-fix.ts';
import type { Link, LinkName } from './link.ts';
import type { Subject } from './rule.ts';

/** A link that nobody can judge as the bot may not, or could not, look: why, and how to let it. */
export function unseenLink(name: LinkName, what: string, unseen: Unseen, subject: Subject): Link {
  const sentence = `${what} could not be read: ${unseen.reason}`;
  const nextStep = letBotSee(subject.peering.application, unseen);
  const finding = { rule: `${name}.unseen`, sentence, owner: applicationOwner(subject), nextStep };
  return { name, status: 'unknown', sentence, findings: [finding] };
}
