import type { Driver, Persona } from './driver.ts';
import type { Sandbox } from './sandbox.ts';

export type Values = Record<string, string | boolean>;

/** An application VPC in AWS that small-company does not know yet. */
export const mobileApp: Values = {
  'Yugabyte VPC': 'payments-vpc',
  Name: 'payments-mobile',
  'Account ID': '111122223333',
  'VPC ID': 'vpc-0a1b2c3d4e5f60718',
  Region: 'eu-west-1',
  CIDR: '10.20.0.0/16',
};

/** A network in GCP that both-clouds does not know yet. */
export const searchApp: Values = {
  'Yugabyte VPC': 'search-vpc',
  Name: 'search-app',
  'Project ID': 'local-search',
  'Network name': 'app-network',
  CIDR: '10.30.0.0/20',
};

/** Fills in the form and shows the plan. */
export async function planCreate(sandbox: Driver, values: Values = mobileApp, as: Persona = 'operator') {
  await sandbox.command(as, '/peering create');
  await sandbox.fill(as, values);
  return sandbox.submit(as);
}

/** And confirms it. */
export async function createPeering(sandbox: Driver, values: Values = mobileApp, as: Persona = 'operator') {
  await planCreate(sandbox, values, as);
  return sandbox.submit(as);
}

/** All peerings that Yugabyte has of that name. */
export function peeringsNamed(sandbox: Sandbox, name: string) {
  return sandbox.world.state().yugabyte.peerings.filter(({ spec }) => spec.name === name);
}

/** The card of that peering, and everything in its thread. */
export async function cardOf(sandbox: Driver, name: string, as: Persona = 'viewer') {
  const messages = (await sandbox.screen(as)).channels['#db-peerings'] ?? [];
  const cards = messages.filter(
    ({ text, threadTs, ephemeral }) => !threadTs && !ephemeral && text.includes(name),
  );
  const card = cards.at(-1);
  return { cards, card, notes: messages.filter(({ threadTs }) => card && threadTs === card.ts) };
}

/** What the bot wrote to that person alone. */
export async function directMessages(sandbox: Driver, as: Persona): Promise<string[]> {
  const { channels } = await sandbox.screen(as);
  return (channels['Peering Bot'] ?? []).map(({ text }) => text);
}
