import { describe, expect, it } from 'vitest';
import { overlap, parseIpv4 } from '../../src/sandbox/ipv4.ts';
import { day, type Scenario } from '../../src/sandbox/scenarios/scenario.ts';
import { scenarios } from '../../src/sandbox/scenarios/scenarios.ts';
import { smallCompany } from '../../src/sandbox/scenarios/small-company.ts';
import { thousand } from '../../src/sandbox/scenarios/thousand.ts';
import type { PeeringSeed } from '../../src/sandbox/yugabyte/seed.ts';
import { startYugabyte } from './yugabyte/start-yugabyte.ts';

const repeated = (texts: string[]) => texts.filter((text, index) => texts.indexOf(text) !== index);

function network(cidr: string) {
  const parsed = parseIpv4(cidr);
  if (!parsed) throw new Error(`${cidr} is no network`);
  return parsed;
}

describe.each(scenarios)('the scenario $name', (scenario: Scenario) => {
  const { vpcs, clusters, allowLists, peerings } = scenario.yugabyte;

  it('is described, and names each thing once', () => {
    expect(scenario.description).toMatch(/\.$/);
    for (const things of [vpcs, clusters, allowLists, peerings])
      expect(repeated(things.map((thing) => thing.name))).toEqual([]);
  });

  it('has application VPCs that Yugabyte would take', () => {
    const applications = peerings.map(({ project, network: name }) => `${project} ${name}`);
    expect(repeated(applications)).toEqual([]);
    const yugabyte = vpcs.flatMap((vpc) => vpc.regions.map((region) => network(region.cidr)));
    for (const { cidr } of peerings) {
      if (cidr === undefined) continue;
      expect(yugabyte.some((one) => overlap(one, network(cidr)))).toBe(false);
    }
    const clouds = new Map(vpcs.map((vpc) => [vpc.name, vpc.cloud]));
    for (const peering of peerings) {
      const aws = clouds.get(peering.vpc) === 'AWS';
      expect(peering.project).toMatch(aws ? /^\d{12}$/ : /^[a-z][a-z0-9-]{4,28}[a-z0-9]$/);
      expect(peering.network).toMatch(aws ? /^vpc-[0-9a-f]{17}$/ : /^[a-z][a-z0-9-]{0,62}$/);
      expect(peering.region !== undefined).toBe(aws);
      if (aws && peering.state === 'PENDING') expect(peering.age).toBeLessThan(7 * day);
    }
  });

  it('comes over the API as it was written', async () => {
    const yugabyte = await startYugabyte(scenario);
    const state = yugabyte.simulator.state();
    expect(state.vpcs.map((row) => row.spec.name)).toEqual(vpcs.map((vpc) => vpc.name));
    expect(state.peerings.map((row) => [row.spec.name, row.info.state])).toEqual(
      peerings.map((peering) => [peering.name, peering.state]),
    );
    expect(state.clusters).toHaveLength(clusters.length);
    expect(state.allowLists).toHaveLength(allowLists.length);
    expect(state.tasks).toHaveLength(peerings.length);
    await yugabyte.stop();
  });
});

describe('small-company', () => {
  const named = (name: string) => {
    const found = smallCompany.yugabyte.peerings.find((peering) => peering.name === name);
    if (!found) throw new Error(name);
    return found;
  };
  const covered = ({ vpc, cidr }: PeeringSeed) => {
    const cluster = smallCompany.yugabyte.clusters.find((one) => one.vpc === vpc);
    const lists = smallCompany.yugabyte.allowLists.filter((one) => cluster?.allowLists.includes(one.name));
    return lists.some((list) => list.entries.includes(cidr ?? ''));
  };

  it('has a request with days left, an active peering that is kept out, and fine ones in both clouds', () => {
    expect(named('orders-checkout')).toMatchObject({ state: 'PENDING' });
    expect(Math.floor((7 * day - named('orders-checkout').age) / day)).toBe(5);
    expect(named('payments-ledger').state).toBe('ACTIVE');
    expect(covered(named('payments-ledger'))).toBe(false);
    for (const name of ['orders-web', 'analytics-jobs']) {
      expect(named(name).state).toBe('ACTIVE');
      expect(covered(named(name))).toBe(true);
    }
  });
});

describe('thousand', () => {
  it('has 1,000 peerings in every state that lasts, in both clouds', () => {
    const { peerings } = thousand.yugabyte;
    expect(peerings).toHaveLength(1000);
    const counts = new Map<string, number>();
    for (const { state, region } of peerings) {
      const key = `${region ? 'AWS' : 'GCP'} ${state}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    for (const key of ['AWS ACTIVE', 'AWS PENDING', 'AWS EXPIRED', 'AWS FAILED', 'GCP ACTIVE', 'GCP PENDING'])
      expect(counts.get(key)).toBeGreaterThan(30);
    const networks = peerings
      .map(({ cidr }) => network(cidr ?? ''))
      .sort((one, other) => one.first - other.first);
    for (const [index, one] of networks.entries()) {
      const next = networks[index + 1];
      if (next) expect(one.last).toBeLessThan(next.first);
    }
  });
});
