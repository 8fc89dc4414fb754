import type { RightsPolicy } from '../../core/authorize.ts';
import type { SlackProbe } from '../../core/probes.ts';
import { type Check, type Finding, notCheckable, ok, problem } from '../check.ts';
import { isGroup } from '../named-ids.ts';
import { needsToken } from './needs-token.ts';

/** Enough to find two people who may act, without asking Slack for every member of a large group. */
const mostPeople = 40;

/** Whether there is anybody who could change a peering, and somebody else to approve a protected one. */
export function checkWhoCanAct(slack: SlackProbe, rights: RightsPolicy): Check {
  return {
    name: 'Who can act',
    needs: needsToken(slack),
    async run() {
      const { operators, approvers, protectedNames } = rights;
      if (operators.length + approvers.length === 0)
        return problem(
          'Nobody is set up to change peerings: the bot only reads.',
          'Name user ids or user groups in PEERING_OPERATORS.',
        );
      const unread = new Set<string>();
      const asOperators = await expand(operators, unread);
      const asApprovers = await expand(approvers, unread);
      const able = await activeMembers([...new Set([...asApprovers, ...asOperators])], unread);
      const approving = asApprovers.filter((id) => able.has(id)).length;
      const finding = judge({ able: able.size, approving, protectedNames });
      if (finding.status === 'ok' || unread.size === 0) return finding;
      return notCheckable(
        `Whether anybody could act cannot be told: Slack told nothing of ${[...unread].join(', ')}. Until it does, they have no right.`,
        'See the checks of user groups and people, then run the doctor again.',
      );
    },
  };

  async function expand(ids: string[], unread: Set<string>): Promise<string[]> {
    const people = await Promise.all(ids.map((id) => (isGroup(id) ? membersOf(id, unread) : [id])));
    return [...new Set(people.flat())].slice(0, mostPeople);
  }

  async function membersOf(group: string, unread: Set<string>): Promise<string[]> {
    try {
      return (await slack.members(group)) ?? [];
    } catch {
      unread.add(group);
      return [];
    }
  }

  async function activeMembers(ids: string[], unread: Set<string>): Promise<Set<string>> {
    const able = new Set<string>();
    const look = async (id: string) => {
      const person = await slack.person(id);
      if (person?.membership === 'member' && !person.deactivated) able.add(id);
    };
    await Promise.all(ids.map((id) => look(id).catch(() => unread.add(id))));
    return able;
  }
}

const people = 'Name active members of this workspace, or user groups that have some, in';

/** `able`: how many may ask for a change; `approving`: how many of them may approve one. */
function judge(counts: { able: number; approving: number; protectedNames: string[] }): Finding {
  const { able, approving, protectedNames } = counts;
  if (able === 0)
    return problem(
      'Nobody could ever change a peering: none of those in the settings is an active member.',
      `${people} PEERING_OPERATORS.`,
    );
  if (protectedNames.length === 0)
    return ok(
      `${able === 1 ? 'One person' : 'More than one person'} may change peerings; none needs an approver.`,
    );
  const what = `a change of what PEERING_PROTECTED names (${protectedNames.join(', ')})`;
  if (approving === 0) return problem(`Nobody could ever approve ${what}.`, `${people} PEERING_APPROVERS.`);
  if (able === 1)
    return problem(
      `Nobody could ever approve ${what}: one person alone may ask and approve, and nobody approves their own request.`,
      `${people} PEERING_APPROVERS: one more.`,
    );
  return ok('There are people who may change peerings, and for protected ones somebody else to approve.');
}
