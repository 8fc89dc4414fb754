import type { Observation, Peering } from '../peering.ts';
import { sayCloud } from '../say-cloud.ts';
import { sayList } from '../say-list.ts';
import type { Knowledge, Link, LinkName, Verdict } from './link.ts';
import { rules } from './rules.ts';
import { subjectOf } from './subject-of.ts';

/** Will traffic flow, and if not: which link is the first that is not ok? */
export function judge(peering: Peering, observation: Observation, knowledge: Knowledge): Verdict {
  const subject = subjectOf(peering, observation, knowledge);
  const links = rules.flatMap((rule) => rule(subject) ?? []);
  const firstBroken = links.find((link) => link.status !== 'ok');
  const notRead = sayNotRead(peering, links, observation);
  const flows = doesItFlow(peering, links, notRead);
  return {
    flows,
    sentence:
      `${sayFlow(flows)} ${(obstacleOf(links) ?? firstBroken ?? links.at(-1))?.sentence ?? ''}`.trim(),
    ...(firstBroken && { firstBroken }),
    links,
    ...(notRead !== undefined && { notRead }),
  };
}

/** The first half of a verdict's sentence: whether traffic flows, without why. */
export const sayFlow = (flows: Verdict['flows']): string => OPENINGS[flows];

const OPENINGS: Record<Verdict['flows'], string> = {
  yes: 'Traffic flows.',
  'as-far-as-seen': 'Traffic can flow, as far as the bot can see.',
  'not-yet': 'Traffic does not flow yet.',
  no: 'Traffic cannot flow.',
  unknown: 'Whether traffic flows is not known.',
};

/** The first link that is known to stop traffic. What nobody could see may be in order. */
export const obstacleOf = (links: Link[]): Link | undefined =>
  links.find(({ status }) => status === 'broken' || status === 'waiting');

function doesItFlow(peering: Peering, links: Link[], notRead: string | undefined): Verdict['flows'] {
  if (peering.state === 'DELETING' || peering.state === 'DELETED') return 'no';
  const obstacle = obstacleOf(links);
  if (obstacle) return obstacle.status === 'broken' ? 'no' : 'not-yet';
  if (links.some((link) => link.name === 'accepted' && link.status === 'unknown')) return 'unknown';
  return notRead !== undefined || links.some((link) => link.status === 'unknown') ? 'as-far-as-seen' : 'yes';
}

const AT_THE_CLOUD: [LinkName, string, providers: string[]][] = [
  ['routed', 'routes', ['AWS', 'GCP']],
  ['resolvable', 'DNS', ['AWS']],
  ['permitted', 'firewalls', ['AWS', 'GCP']],
];

/** Where the bot does not look into that cloud at all, the setting that lets it. */
function sayNotRead({ application }: Peering, links: Link[], { mayRead }: Observation): string | undefined {
  const unread = AT_THE_CLOUD.filter(
    ([name, , providers]) =>
      providers.includes(application.provider) && !links.some((link) => link.name === name),
  ).map(([, words]) => words);
  if (unread.length === 0) return undefined;
  const mode = mayRead?.includes(application.provider)
    ? ''
    : ` PEERING_${application.provider}_MODE=advise lets the bot look.`;
  return `Not read: ${sayList(unread)} in ${sayCloud(application)}.${mode}`;
}
