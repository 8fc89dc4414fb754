import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createGcpNetwork } from '../../src/clouds/gcp/gcp-network.ts';
import type { AwsChange } from '../../src/core/cloud/aws-network.ts';
import type { GcpChange } from '../../src/core/cloud/gcp-network.ts';
import { startEc2 } from '../sandbox/aws/start-ec2.ts';
import { startGcp, useMetadataServer } from '../sandbox/gcp/start-gcp.ts';
import { connect } from './aws/connect.ts';

const read = (name: string) => readFileSync(new URL(`../../manifests/${name}`, import.meta.url), 'utf8');

interface Statement {
  Action: string | string[];
  Resource: string;
  Condition?: object;
}

const statements = (name: string): Statement[] => JSON.parse(read(name)).Statement;
const actionsOf = ({ Action }: Statement) => (typeof Action === 'string' ? [Action] : Action);
const allowed = (name: string) => [...new Set(statements(name).flatMap(actionsOf))].sort();

/** What the simulator was called for, in the words of IAM. A dry run takes the same right. */
const used = (calls: { path: string }[], service: 'ec2' | 'sts') => {
  const actions = calls.map(({ path }) => path.replace(/^\/(DryRun:)?/, ''));
  const isSts = (action: string) => ['AssumeRole', 'GetCallerIdentity'].includes(action);
  return [
    ...new Set(
      actions
        .filter((action) => isSts(action) === (service === 'sts'))
        .map((action) => `${service}:${action}`),
    ),
  ].sort();
};

describe('in AWS', () => {
  const application = (number: number) => ({
    account: '111122223333',
    region: 'us-west-2',
    id: `vpc-0a00000000000000${number}`,
    cidrs: [`10.${number}.0.0/16`],
    name: `app-${number}`,
  });
  const yugabyte = {
    account: '444455556666',
    region: 'us-west-2',
    id: 'vpc-0b000000000000001',
    cidrs: ['10.100.0.0/24'],
  };
  const ends = (number: number) => ({
    region: 'us-west-2',
    account: '111122223333',
    vpcId: application(number).id,
    yugabyteAccount: yugabyte.account,
    yugabyteVpcId: yugabyte.id,
    yugabyteNetworks: yugabyte.cidrs,
  });
  const place = { account: '111122223333', region: 'us-west-2' };

  let ec2: Awaited<ReturnType<typeof startEc2>>;
  beforeEach(async () => {
    ec2 = await startEc2([1, 2, 3, 4].map(application));
  });
  afterEach(() => ec2.stop());

  /** Everything that the bot reads: a peering, many, a VPC before there is one, what there is, what it may. */
  async function readAll(mode: 'advise' | 'act') {
    const { roleArn, externalId } = ec2;
    const aws = connect(ec2.url, { roleArn, externalId, mode });
    const rights = await aws.examine(place);
    // What the doctor only tries is not yet used.
    ec2.journal.clear();
    await aws.look([ends(1)]);
    await aws.look([1, 2, 3, 4].map(ends));
    await aws.lookAtVpc({ ...place, vpcId: application(1).id });
    await aws.listVpcs(place);
    return { aws, examined: rights.map(({ action }) => action).sort() };
  }

  test('aws-iam-read.json is exactly what mode advise uses, and what the doctor asks for', async () => {
    const { aws, examined } = await readAll('advise');
    expect(used(ec2.journal.calls(), 'ec2')).toEqual(allowed('aws-iam-read.json'));
    expect(examined).toEqual(allowed('aws-iam-read.json'));
    aws.stop();
  });

  test('aws-iam-act.json is exactly what mode act uses, and what the doctor asks for', async () => {
    const connectionId = ec2.request(application(1), yugabyte);
    const { aws, examined } = await readAll('act');
    expect(examined).toEqual(allowed('aws-iam-act.json'));
    const [facts] = await aws.look([ends(1)]);
    const table = (facts?.routeTables.ok ? facts.routeTables.value : [])[0]?.routeTableId ?? '';
    const route = { routeTableId: table, cidr: '10.100.0.0/24', connectionId };
    const make = async (change: AwsChange) => {
      await aws.apply(ends(1), change);
      await ec2.turn(5_000);
    };
    await make({ change: 'turn-on-dns', attribute: 'support' });
    await make({ change: 'turn-on-dns', attribute: 'hostnames' });
    await make({ change: 'accept', connectionId });
    await make({ change: 'create-route', ...route });
    await make({ change: 'allow-remote-dns', connectionId });
    await make({ change: 'delete-route', ...route });
    await make({ change: 'create-route', ...route });
    await make({ change: 'delete-connection', connectionId });
    // A new request, in whose place the route of the dead one stands.
    const again = ec2.request(application(1), { ...yugabyte, id: 'vpc-0b000000000000002' });
    const anew = { ...ends(1), yugabyteVpcId: 'vpc-0b000000000000002' };
    await aws.apply(anew, { change: 'accept', connectionId: again });
    await ec2.turn(5_000);
    await aws.apply(anew, { change: 'replace-route', ...route, connectionId: again });
    expect(used(ec2.journal.calls(), 'ec2')).toEqual(allowed('aws-iam-act.json'));
    aws.stop();
  });

  test('aws-role-trust.json lets the bot do what it needs to become the role', async () => {
    const { roleArn, externalId } = ec2;
    const aws = connect(ec2.url, { roleArn, externalId });
    expect((await aws.listVpcs(place)).ok).toBe(true);
    expect(used(ec2.journal.calls(), 'sts')).toEqual(allowed('aws-role-trust.json'));
    aws.stop();
  });

  test('nothing may be changed but in the application account; a connection only where it is Yugabyte’s', () => {
    for (const statement of statements('aws-iam-act.json')) {
      if (actionsOf(statement).every((action) => action.startsWith('ec2:Describe'))) continue;
      expect(statement.Resource).toMatch(
        /^arn:aws:ec2:\*:APPLICATION_ACCOUNT:(vpc|route-table|vpc-peering-connection)\/\*$/,
      );
      if (statement.Resource.includes('vpc-peering-connection')) {
        expect(statement.Condition).toEqual({
          ArnLike: {
            'ec2:AccepterVpc': 'arn:aws:ec2:*:APPLICATION_ACCOUNT:vpc/*',
            'ec2:RequesterVpc': 'arn:aws:ec2:*:YUGABYTE_ACCOUNT:vpc/*',
          },
        });
      }
    }
    expect(allowed('aws-iam-read.json').every((action) => action.startsWith('ec2:Describe'))).toBe(true);
  });
});

describe('in GCP', () => {
  const included = (name: string) =>
    [...read(name).matchAll(/^ {2}- (\S+)$/gm)].map(([, permission]) => permission ?? '').sort();

  /** By the reference of the Compute Engine API; asking for one's own permissions takes none. */
  const takes: Record<string, string | undefined> = {
    'GET /global/networks': 'compute.networks.list',
    'GET /global/networks/:network': 'compute.networks.get',
    'GET /global/networks/:network/listPeeringRoutes': 'compute.networks.listPeeringRoutes',
    'GET /global/networks/:network/getEffectiveFirewalls': 'compute.networks.getEffectiveFirewalls',
    'GET /aggregated/subnetworks': 'compute.subnetworks.list',
    'POST /global/networks/:network/addPeering': 'compute.networks.addPeering',
    'POST /global/networks/:network/removePeering': 'compute.networks.removePeering',
    'GET /global/operations/:operation': 'compute.globalOperations.get',
    'POST /global/operations/:operation/wait': 'compute.globalOperations.get',
    'POST /v1/projects/:call': undefined,
  };

  const ends = {
    project: 'local-app',
    network: 'app',
    yugabyteProject: 'local-yugabyte',
    yugabyteNetwork: 'ybm',
    peeringName: 'orders',
  };
  const theirs = {
    ...ends,
    project: 'local-yugabyte',
    network: 'ybm',
    yugabyteProject: 'local-app',
    yugabyteNetwork: 'app',
  };

  let gcp: Awaited<ReturnType<typeof startGcp>>;
  beforeEach(async () => {
    gcp = await startGcp();
    useMetadataServer(gcp);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await gcp.stop();
  });

  const bot = (mode: 'advise' | 'act') =>
    createGcpNetwork({
      mode,
      computeEndpoint: `${gcp.origin}/compute/v1/`,
      now: Date.now,
      deadlines: { lookMs: 60_000, sweepMs: 60_000, changeMs: 60_000 },
    });

  function used(): string[] {
    const permissions = gcp.journal.calls().flatMap(({ method, path }) => {
      const call = `${method} ${path.replace('/compute/v1/projects/:project', '')}`;
      if (!(call in takes)) throw new Error(`what does ${call} take?`);
      return takes[call] ?? [];
    });
    return [...new Set(permissions)].sort();
  }

  const make = (change: GcpChange, of = ends) => gcp.meanwhile(bot('act').apply(of, change));

  async function readAll(mode: 'advise' | 'act') {
    const reader = bot(mode);
    await reader.look([ends]);
    await reader.lookAtNetwork({ project: ends.project, network: ends.network });
    await reader.listNetworks(ends.project);
    const rights = await reader.examine(ends.project);
    reader.stop();
    return rights.map(({ action }) => action).sort();
  }

  test('gcp-role-read.yaml is exactly what mode advise uses, and what the doctor asks for', async () => {
    // Routes are only asked for where both halves are there.
    await make({ change: 'add-mirror', name: 'to-app' }, theirs);
    await make({ change: 'add-mirror', name: 'orders' });
    gcp.journal.clear();
    expect(await readAll('advise')).toEqual(included('gcp-role-read.yaml'));
    expect(used()).toEqual(included('gcp-role-read.yaml'));
  });

  test('gcp-role-act.yaml is exactly what mode act uses, and what the doctor asks for', async () => {
    await make({ change: 'add-mirror', name: 'to-app' }, theirs);
    gcp.journal.clear();
    await make({ change: 'add-mirror', name: 'orders' });
    expect(await readAll('act')).toEqual(included('gcp-role-act.yaml'));
    await make({ change: 'remove-mirror', name: 'orders' });
    expect(used()).toEqual(included('gcp-role-act.yaml'));
  });
});
