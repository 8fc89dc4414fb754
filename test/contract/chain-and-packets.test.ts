import { afterEach, expect, test, vi } from 'vitest';
import { createAwsNetwork } from '../../src/clouds/aws/aws-network.ts';
import { createGcpNetwork } from '../../src/clouds/gcp/gcp-network.ts';
import { createYugabyte } from '../../src/clouds/yugabyte/yugabyte.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { judge } from '../../src/core/chain/judge.ts';
import type { Verdict } from '../../src/core/chain/link.ts';
import { withClouds } from '../../src/operations/observe-clouds.ts';
import { createWorld } from '../../src/sandbox/world.ts';
import { systemClock } from '../../src/system-clock.ts';
import { drawWorld } from './drawn/draw-world.ts';

const WORLDS = Number(process.env.PEERING_TEST_WORLDS ?? 24);

afterEach(() => vi.unstubAllEnvs());

/** What stops packets: a name that is not found is another matter. */
const obstacles = ({ links }: Verdict) =>
  links.filter(({ name, status }) => name !== 'resolvable' && ['broken', 'waiting'].includes(status));

test('in random worlds, half of them broken somewhere, the chain says that traffic can flow exactly where packets arrive', async () => {
  const ends: Record<string, number> = {};
  for (let seed = 1; seed <= WORLDS; seed++) {
    const scenario = drawWorld(seed);
    const world = await createWorld({ port: 0, scenario });
    const environment = world.environment();
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    const { aws, gcp, yugabyte } = loadConfig(environment);
    const { now } = systemClock;
    const clouds = {
      aws: createAwsNetwork({ ...aws, mode: 'act', now }),
      gcp: createGcpNetwork({ ...gcp, mode: 'act', now }),
    };
    const db = withClouds(createYugabyte({ ...yugabyte, clock: systemClock }), clouds, systemClock);
    const observation = await db.observe({ maxAgeMs: 0, clouds: 'all' });
    const arrivals = world.probe();
    expect(observation.peerings).toHaveLength(scenario.yugabyte.peerings.length);
    for (const peering of observation.peerings) {
      const verdict = judge(peering, observation, { now: now() });
      const end = arrivals[peering.name] ?? 'unknown';
      ends[end] = (ends[end] ?? 0) + 1;
      const told = obstacles(verdict).map(({ name, sentence }) => `${name}: ${sentence}`);
      expect(told.length === 0, `seed ${seed}, ${peering.name}: ${end}; ${told.join(' ')}`).toBe(
        end === 'arrives',
      );
      expect(verdict.flows === 'unknown', `seed ${seed}, ${peering.name}`).toBe(false);
    }
    clouds.aws.stop();
    clouds.gcp.stop();
    await world.stop();
  }
  const drawn = Object.values(ends).reduce((sum, count) => sum + count, 0);
  process.stderr.write(`${drawn} random peerings: ${JSON.stringify(ends)}\n`);
  expect(Object.keys(ends).sort()).toEqual([
    'arrives',
    'no-connection',
    'no-route',
    'not-let-in',
    'stopped-on-the-way-out',
  ]);
  expect(ends.arrives).toBeGreaterThan(drawn / 5);
}, 300_000);
