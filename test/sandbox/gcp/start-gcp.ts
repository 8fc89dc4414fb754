import { setTimeout as sleep } from 'node:timers/promises';
import { vi } from 'vitest';
import { createWorldClock } from '../../../src/sandbox/clock.ts';
import { createFaults } from '../../../src/sandbox/faults.ts';
import type { ProjectSeed } from '../../../src/sandbox/gcp/compute.ts';
import { createGcp } from '../../../src/sandbox/gcp/simulator.ts';
import { serve } from '../../../src/sandbox/http.ts';
import { createJournal } from '../../../src/sandbox/journal.ts';

const subnetwork = (name: string, ipCidrRange: string, secondary: string[] = []) => ({
  name,
  region: 'us-west1',
  ipCidrRange,
  secondaryIpRanges: secondary.map((range, index) => ({ rangeName: `r${index}`, ipCidrRange: range })),
});

export const twoProjects: ProjectSeed[] = [
  {
    id: 'local-app',
    peeringsPerNetwork: 2,
    networks: [
      {
        name: 'app',
        subnetworks: [subnetwork('a', '10.10.0.0/24', ['10.11.0.0/20']), subnetwork('b', '10.12.0.0/24')],
        firewalls: [
          {
            name: 'no-egress',
            direction: 'EGRESS',
            priority: 900,
            denied: [{ IPProtocol: 'tcp' }],
            destinationRanges: ['0.0.0.0/0'],
          },
        ],
      },
      { name: 'other', subnetworks: [subnetwork('c', '10.30.0.0/24')] },
    ],
  },
  {
    id: 'local-yugabyte',
    networks: [
      { name: 'ybm', subnetworks: [subnetwork('y', '10.20.0.0/24')] },
      { name: 'clashing', subnetworks: [subnetwork('z', '10.11.1.0/24')] },
    ],
  },
];

/** The simulator alone, over HTTP, on a clock that the test turns. */
export async function startGcp() {
  const clock = createWorldClock(Date.UTC(2030, 0, 1));
  const faults = createFaults();
  const journal = createJournal();
  const simulator = createGcp({ clock, faults, journal });
  simulator.reset(twoProjects, 'test');
  const served = await serve({
    ...simulator,
    routes: [...simulator.routes, ...simulator.machineRoutes],
    port: 0,
  });
  const turn = (ms: number) => clock.advance(ms, async () => {});
  return {
    faults,
    journal,
    simulator,
    port: served.port,
    origin: `http://127.0.0.1:${served.port}`,
    turn,
    /** Operations take seconds of the world's time: it is turned while somebody waits. */
    async meanwhile<T>(work: Promise<T>): Promise<T> {
      let over = false;
      const done = work.finally(() => {
        over = true;
      });
      done.catch(() => {});
      while (!over) {
        await sleep(50);
        await turn(5_000);
      }
      return done;
    },
    async stop() {
      simulator.stop();
      await served.close();
    },
  };
}

export type Gcp = Awaited<ReturnType<typeof startGcp>>;

/** Application Default Credentials come from the metadata server beside it, until `vi.unstubAllEnvs()`. */
export function useMetadataServer({ port }: Pick<Gcp, 'port'>): void {
  vi.stubEnv('GCE_METADATA_HOST', `127.0.0.1:${port}`);
  vi.stubEnv('METADATA_SERVER_DETECTION', 'assume-present');
  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', '');
}
