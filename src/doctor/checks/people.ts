import type { Person, SlackProbe } from '../../core/probes.ts';
import { type Check, notCheckable, ok, problem, sayFailure } from '../check.ts';
import { isGroup, type Named, namedIds } from '../named-ids.ts';
import { needsToken } from './needs-token.ts';

/** Everybody who is named by user id must be able to hold a right, owners at least to read a mention. */
export function checkPeople(slack: SlackProbe, named: Named): Check {
  return {
    name: 'People',
    needs: needsToken(slack),
    async run() {
      const people = namedIds(named).filter(({ id }) => !isGroup(id));
      if (people.length === 0) return ok('Nobody is named by user id in the settings.');
      const answers = await Promise.all(
        people.map(async ({ id, settings }) => {
          const asked = await slack.person(id).then(
            (person) => ({ trouble: trouble(person, settings) }),
            (error: unknown) => ({ unknown: sayFailure(error) }),
          );
          return { who: `${id} (${settings.join(', ')})`, ...asked };
        }),
      );
      const wrong = answers.flatMap((one) =>
        'trouble' in one && one.trouble ? [`${one.who} ${one.trouble}`] : [],
      );
      if (wrong.length > 0)
        return problem(
          `${wrong.join('; ')}.`,
          'Name somebody else there, or take the id out of the settings.',
        );
      const [unknown] = answers.flatMap((one) =>
        'unknown' in one ? [{ who: one.who, ...one.unknown }] : [],
      );
      if (unknown)
        return notCheckable(`${unknown.who} could not be looked up. ${unknown.sentence}`, unknown.mend);
      return ok(
        people.length === 1
          ? 'The one person named by user id is there.'
          : `All ${people.length} people named by user id are there.`,
      );
    },
  };
}

const OUTSIDERS: Record<Exclude<Person['membership'], 'member'>, string> = {
  guest: 'is a guest, who may change nothing',
  external: 'is of another workspace and may change nothing',
  bot: 'is a bot, which may change nothing',
  unknown: 'is somebody whom Slack does not place',
};

function trouble(person: Person | undefined, settings: string[]): string | undefined {
  if (!person) return 'is nobody in this workspace';
  if (person.deactivated) return `is ${person.name}, whose account is deactivated`;
  const onlyMentioned = settings.every((setting) => setting === 'PEERING_OWNERS');
  if (person.membership === 'member' || onlyMentioned) return undefined;
  return `is ${person.name}: ${OUTSIDERS[person.membership]}`;
}
