import { applicationSide } from '../application-side.ts';
import { cardOf } from '../create-peering.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Place } from './many-places.ts';

/** All that is there of one place: in its cloud, at Yugabyte and in the channel; the same for all places that are alike. */
export async function describePlace(sandbox: Sandbox, place: Place): Promise<object> {
  const { world } = sandbox;
  const { yugabyte } = world.state();
  const { accounts, projects } = applicationSide(world);
  const { cards, notes } = await cardOf(sandbox, place.peering);
  const all = {
    cloud: [...accounts, ...projects].filter(({ id }) => id === place.project),
    peerings: yugabyte.peerings
      .filter(({ spec }) => spec.name === place.peering)
      .map(({ spec, info }) => ({ spec, state: info.state })),
    allowLists: yugabyte.allowLists
      .filter(({ spec }) => spec.name.includes(place.peering))
      .map(({ spec, info }) => ({ spec, on: info.cluster_list.map(({ name }) => name) })),
    probe: world.probe()[place.peering],
    cards: cards.map(({ text }) => text),
    notes: notes.map(({ text }) => text),
  };
  return JSON.parse(JSON.stringify(all), (_key, value) =>
    typeof value === 'string' ? alike(place, value) : value,
  );
}

const IDS = /\b[a-z]+-[0-9a-f]{17}\b|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|\b\d{17,20}\b|\bn[0-9a-z]{27}\b/g;
const TIMES = /\d{4}-\d\d-\d\d[T ][\d:.]+(Z| UTC)|<!date\^\d+\^[^>]*>/g;

/** Without what tells one place from another: names, ids, times. */
export const alike = ({ peering, project }: Place, text: string): string =>
  text
    .replace(IDS, '<id>')
    .replace(TIMES, '<time>')
    .replaceAll(project, '<project>')
    .replaceAll(peering.replace('shop-', ''), '<number>');
