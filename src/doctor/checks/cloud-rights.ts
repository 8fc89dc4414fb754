import { capital } from '../../core/capital.ts';
import type { CloudProbe, YugabyteProbe } from '../../core/probes.ts';
import { sayList } from '../../core/say-list.ts';
import { type Check, notCheckable, ok, problem } from '../check.ts';

const POLICIES = {
  AWS: { advise: 'manifests/aws-iam-read.json', act: 'manifests/aws-iam-act.json' },
  GCP: { advise: 'manifests/gcp-role-read.yaml', act: 'manifests/gcp-role-act.yaml' },
};

/** May the bot read, and where it is to act also act, wherever a peering leads to? */
export function checkCloudRights(
  provider: 'AWS' | 'GCP',
  probe: CloudProbe,
  yugabyte: Pick<YugabyteProbe, 'place'>,
): Check {
  const mode = probe.modes[provider];
  const setting = `PEERING_${provider}_MODE`;
  const needs = {
    held: yugabyte.place,
    otherwise: 'Not checked, because Yugabyte could not be asked where its peerings lead to.',
  };
  return {
    name: `${provider} rights`,
    ...(mode !== 'off' && { needs }),
    async run() {
      if (mode === 'off') return ok(`${setting} is off: the bot does not look into ${provider}.`);
      const places = await probe.examine(provider);
      if (places.length === 0) return ok(`No peering leads to ${provider} yet.`);
      const refused = places.flatMap(({ place, rights }) =>
        rights.flatMap(({ action, permit }) => (permit.may === 'no' ? [{ place, action, permit }] : [])),
      );
      if (refused.length > 0) return sayRefused(provider, mode, setting, refused);
      const unknown = places.flatMap(({ place, rights }) =>
        rights.flatMap(({ action, permit }) => (permit.may === 'unknown' ? [{ place, action, permit }] : [])),
      );
      const [first] = unknown;
      if (first && places.every(({ rights }) => rights.every(({ permit }) => permit.may === 'unknown'))) {
        return notCheckable(
          `${first.place}: ${first.permit.reason}`,
          `Try again in a minute; or set ${setting}=off.`,
        );
      }
      const what = mode === 'act' ? 'read and act' : 'read';
      const open = first
        ? ` Not to be told beforehand: ${sayList([...new Set(unknown.map(({ action }) => action))], 4)}.`
        : '';
      return ok(
        `The bot may ${what} in ${sayList(
          places.map(({ place }) => place),
          4,
        )}.${open}`,
      );
    },
  };
}

function sayRefused(
  provider: 'AWS' | 'GCP',
  mode: 'advise' | 'act',
  setting: string,
  refused: { place: string; action: string; permit: { reason: string; missing?: string } }[],
) {
  const byPlace = new Map<string, string[]>();
  for (const { place, action, permit } of refused) {
    byPlace.set(place, [...(byPlace.get(place) ?? []), permit.missing ?? action]);
  }
  const said = [...byPlace].map(([place, actions]) => `${place}: ${sayList([...new Set(actions)], 6)}`);
  const why = refused[0]?.permit.reason ?? '';
  return problem(
    `Missing in ${said.join('; ')}. ${capital(why)}`,
    `Add them as ${POLICIES[provider][mode]} has them, or set ${setting}=${mode === 'act' ? 'advise' : 'off'}.`,
  );
}
