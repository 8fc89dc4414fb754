import type { SlackProbe } from '../../core/probes.ts';
import { type Check, ok, problem, sayFailure } from '../check.ts';
import { isGroup, type Named, namedIds } from '../named-ids.ts';
import { needsToken } from './needs-token.ts';

export function checkUserGroups(slack: SlackProbe, named: Named): Check {
  async function lookAt(id: string): Promise<{ text: string; mend?: string }> {
    try {
      const members = await slack.members(id);
      if (!members) return { text: 'does not exist (any more)', mend: 'Correct the id in the settings.' };
      if (members.length === 0) return { text: 'has no members', mend: 'Put people into it in Slack.' };
      return { text: `has ${members.length} ${members.length === 1 ? 'member' : 'members'}` };
    } catch (error) {
      const { sentence, mend } = sayFailure(error);
      return { text: `could not be read: ${sentence.replace(/\.$/, '')}`, mend };
    }
  }

  return {
    name: 'User groups',
    needs: needsToken(slack),
    async run() {
      const groups = namedIds(named).filter(({ id }) => isGroup(id));
      if (groups.length === 0) return ok('No user groups are named in the settings.');
      const found = await Promise.all(
        groups.map(async (group) => ({ ...group, ...(await lookAt(group.id)) })),
      );
      const broken = found.filter(({ mend }) => mend !== undefined);
      if (broken.length === 0) return ok(`${found.map(({ id, text }) => `${id} ${text}`).join(', ')}.`);
      const said = broken.map(({ id, settings, text }) => `${id} (${settings.join(', ')}) ${text}`);
      return problem(
        `${said.join('; ')}. Such a group gives nobody any right.`,
        [...new Set(broken.map(({ mend }) => mend))].join(' '),
      );
    },
  };
}
