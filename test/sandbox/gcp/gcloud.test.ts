import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isInstalled, run } from '../../core/next-step/shell.ts';
import { type Gcp, startGcp } from './start-gcp.ts';

const hasGcloud = isInstalled('gcloud');
if (!hasGcloud)
  process.stderr.write(
    'Skipped, because gcloud was not found: gcloud against the simulated Compute Engine.\n',
  );

/** A judge that knows nothing of this simulator. */
describe.skipIf(!hasGcloud)('gcloud', () => {
  let gcp: Gcp;
  let folder: string;
  beforeEach(async () => {
    gcp = await startGcp();
    folder = await mkdtemp(join(tmpdir(), 'gcloud-'));
  });
  afterEach(async () => {
    await gcp.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const gcloud = (project: string, line: string) =>
    run('gcloud', [...`compute networks peerings ${line}`.split(' '), '--format=json'], {
      env: {
        CLOUDSDK_CONFIG: folder,
        CLOUDSDK_AUTH_DISABLE_CREDENTIALS: 'true',
        CLOUDSDK_CORE_DISABLE_PROMPTS: '1',
        CLOUDSDK_CORE_PROJECT: project,
        CLOUDSDK_API_ENDPOINT_OVERRIDES_COMPUTE: `${gcp.origin}/compute/v1/`,
      },
    });
  const peerings = async (project: string, network: string) => {
    const ran = await gcloud(project, `list --network=${network}`);
    expect(ran.stderr).toBe('');
    const [row] = JSON.parse(ran.stdout) as { peerings: Record<string, unknown>[] }[];
    return row?.peerings ?? [];
  };

  it('makes both halves of a peering, lists them with their routes, and deletes one', {
    timeout: 240_000,
  }, async () => {
    expect(await peerings('local-app', 'app')).toEqual([]);
    const first = await gcloud(
      'local-yugabyte',
      'create to-app --network=ybm --peer-project=local-app --peer-network=app',
    );
    expect([first.code, JSON.parse(first.stdout)[0].peerings]).toMatchObject([
      0,
      [{ name: 'to-app', state: 'INACTIVE', exchangeSubnetRoutes: true }],
    ]);
    const create = 'create to-ybm --network=app --peer-project=local-yugabyte --peer-network=ybm';
    expect((await gcloud('local-app', create)).code).toBe(0);
    expect(await peerings('local-app', 'app')).toMatchObject([
      { name: 'to-ybm', state: 'ACTIVE', stateDetails: expect.stringContaining('Connected.') },
    ]);
    const routes = await gcloud(
      'local-app',
      'list-routes to-ybm --network=app --region=us-west1 --direction=INCOMING',
    );
    expect(JSON.parse(routes.stdout)).toMatchObject([
      { destRange: '10.20.0.0/24', type: 'SUBNET_PEERING_ROUTE', imported: true },
    ]);

    const again = await gcloud('local-app', create.replace('to-ybm', 'again'));
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('There is already a peering to-ybm with the same network.');

    expect((await gcloud('local-app', 'delete to-ybm --network=app')).code).toBe(0);
    expect(await peerings('local-app', 'app')).toEqual([]);
    expect(await peerings('local-yugabyte', 'ybm')).toMatchObject([{ name: 'to-app', state: 'INACTIVE' }]);
    expect(gcp.simulator.effects()).toEqual({ 'gcp-add-peering': 2, 'gcp-remove-peering': 1 });
  });
});
