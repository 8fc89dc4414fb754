import type { World } from '../../src/sandbox/world.ts';

/** What one account or project of the application's people shows in its console. */
export interface Shown {
  id: string;
  [more: string]: unknown;
}

/** What the application's people see in their consoles, but for what their clouds forget by themselves. */
export function applicationSide(world: World): { accounts: Shown[]; projects: Shown[] } {
  const { aws, gcp } = world.state();
  const { '999988887777': _yugabyte, ...accounts } = aws.accounts;
  const text = JSON.stringify({
    accounts: Object.entries(accounts).map(([id, { regions }]) => ({
      id,
      regions: Object.entries(regions).map(([name, { peeringConnections, ...rest }]) => ({
        name,
        ...rest,
        living: peeringConnections.filter((one) => !/"Code":"(deleted|deleting)"/.test(JSON.stringify(one))),
      })),
    })),
    projects: gcp.projects
      .filter(({ id }) => id !== 'yugabyte-local-sandbox')
      .map(({ operations: _log, ...project }) => project),
  });
  return JSON.parse(text) as ReturnType<typeof applicationSide>;
}
