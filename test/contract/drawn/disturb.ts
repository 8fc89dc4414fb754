import type { World } from '../../../src/sandbox/world.ts';
import { servingTables } from './at-the-clouds.ts';
import { networksOf } from './databases.ts';
import { createPeople } from './people.ts';
import { type Application, TRANSIT } from './set-scene.ts';

/** What people do, in their consoles, to a peering that works. What they turn elsewhere is theirs from then on. */
export type Meanwhile = 'route-dropped' | 'route-turned' | 'mirror-removed';

export async function disturb(
  world: World,
  name: string,
  { project, network, region = '', database }: Application,
  what: Meanwhile,
): Promise<void> {
  if (what === 'mirror-removed') {
    world.yugabyte.happen(name, 'remove-mirror');
    return;
  }
  const people = createPeople(world);
  const place = { account: project, region };
  const [RouteTableId = ''] = servingTables(world, place, network);
  const [DestinationCidrBlock = ''] = networksOf(database);
  const route = { RouteTableId, DestinationCidrBlock };
  if (what === 'route-dropped') await people.inAws(place, 'DeleteRoute', route);
  else await people.inAws(place, 'ReplaceRoute', { ...route, ...TRANSIT });
}
