import type { World } from '../../../src/sandbox/world.ts';
import { connectionBetween, externalIdOf, servingTables } from './at-the-clouds.ts';
import { type Database, networksOf } from './databases.ts';
import { halvesOf } from './halves-of.ts';
import { endInAws, peerInAws, peerInGcp } from './partners.ts';
import { type AwsPlace, createPeople, type People } from './people.ts';
import type { Way } from './way.ts';

/** An application, with its peering or before it has one. */
export interface Application {
  database: Database;
  /** AWS account or GCP project, and the VPC or network in it. */
  project: string;
  network: string;
  region?: string;
  /** In AWS: how the first of its route tables leads to the first network of the database. */
  way?: Way;
  /** All routes are there, but for what `way` says. */
  isJoined: boolean;
  /** In GCP: what a peering with somebody else is called there. */
  nameTaken?: string;
}

/** Somebody's transit gateway. */
export const TRANSIT = { TransitGatewayId: 'tgw-0fa15e0000000000a' };

/** What people did in their consoles before the bot came, by the API of their cloud. */
export async function setScene(world: World, applications: readonly Application[]): Promise<void> {
  const people = createPeople(world);
  const dying: [place: AwsPlace, connectionId: string][] = [];
  for (const one of applications) {
    const { project, network, region, way, nameTaken } = one;
    if (nameTaken !== undefined) await peerInGcp(people, project, network, nameTaken);
    if (region === undefined || !way) continue;
    const place = { account: project, region };
    const partners = await peerInAws(people, place, network);
    await leadRoutes(world, people, { ...one, place, way, partners });
    dying.push([place, partners.dead]);
  }
  // What was accepted is active by then, and what was asked of GCP is done.
  await world.clock.advance(6_000, async () => {});
  for (const [place, id] of dying) await endInAws(people, place, id);
}

async function leadRoutes(
  world: World,
  people: People,
  {
    place,
    network,
    database,
    way,
    isJoined,
    partners,
  }: Application & { place: AwsPlace; way: Way; partners: Awaited<ReturnType<typeof peerInAws>> },
): Promise<void> {
  const tables = servingTables(world, place, network);
  const [table = ''] = tables;
  const networks = networksOf(database);
  const [cidr = ''] = networks;
  const own = connectionBetween(world, place, externalIdOf(world, database), network) ?? '';
  const on = (RouteTableId: string, action: string, to: string, target: Record<string, string> = {}) =>
    people.inAws(place, action, { RouteTableId, DestinationCidrBlock: to, ...target });
  const lead = (to: string, target: Record<string, string>) => on(table, 'CreateRoute', to, target);
  const through = (VpcPeeringConnectionId: string) => ({ VpcPeeringConnectionId });
  // A table has what concerns nobody here.
  await lead('10.200.0.0/16', TRANSIT);
  await lead('192.168.1.0/24', through(partners.living));
  await lead('192.168.2.0/24', through(partners.dead));
  await lead('192.168.3.0/24', through(partners.asked));
  if (isJoined && way !== 'as-it-should' && way !== 'half-elsewhere') await on(table, 'DeleteRoute', cidr);
  const [lower, upper] = halvesOf(cidr);
  switch (way) {
    case 'none-at-all':
      for (const other of tables.slice(1)) for (const to of networks) await on(other, 'DeleteRoute', to);
      break;
    case 'early':
      await lead(cidr, through(own));
      break;
    case 'half':
      await lead(lower, through(own));
      break;
    case 'two-halves':
      await lead(lower, through(own));
      await lead(upper, through(own));
      break;
    case 'broader-elsewhere':
      await lead('10.0.0.0/8', TRANSIT);
      break;
    case 'to-the-dead':
      await lead(cidr, through(partners.dead));
      break;
    case 'elsewhere':
      await lead(cidr, TRANSIT);
      break;
    case 'to-another-peering':
      await lead(cidr, through(partners.living));
      break;
    case 'to-a-request':
      await lead(cidr, through(partners.asked));
      break;
    case 'half-elsewhere':
      await lead(upper, TRANSIT);
      break;
  }
}
