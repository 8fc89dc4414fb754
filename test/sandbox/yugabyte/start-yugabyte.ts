import { applicationVpcs } from '../../../src/sandbox/aws/seed/aws-seed.ts';
import { createAws } from '../../../src/sandbox/aws/simulator.ts';
import { createWorldClock } from '../../../src/sandbox/clock.ts';
import { createFaults } from '../../../src/sandbox/faults.ts';
import { applicationProjects } from '../../../src/sandbox/gcp/seed/gcp-seed.ts';
import { createGcp } from '../../../src/sandbox/gcp/simulator.ts';
import { serve } from '../../../src/sandbox/http.ts';
import { createJournal } from '../../../src/sandbox/journal.ts';
import type { Scenario } from '../../../src/sandbox/scenarios/scenario.ts';
import { smallCompany } from '../../../src/sandbox/scenarios/small-company.ts';
import { createYugabyte } from '../../../src/sandbox/yugabyte/simulator.ts';

const start = Date.UTC(2030, 0, 1);

const shop = { account: '111122223333', region: 'us-west-2', name: 'new' };
/** What the tests' requests are about. */
const newVpcs = [
  { ...shop, id: 'vpc-0a1b2c3d4e5f60718', cidrs: ['172.31.0.0/16'] },
  { ...shop, id: 'vpc-0a1b2c3d4e5f60999', cidrs: ['172.30.0.0/16'] },
];

/** The simulator alone, over HTTP, on a clock that the test turns. */
export async function startYugabyte(scenario: Scenario = smallCompany) {
  const clock = createWorldClock(start);
  const faults = createFaults();
  const journal = createJournal();
  const aws = createAws({ clock, faults, journal });
  aws.reset([...applicationVpcs(scenario.yugabyte), ...newVpcs], scenario.name);
  const gcp = createGcp({ clock, faults, journal });
  gcp.reset(applicationProjects(scenario.yugabyte, scenario.gcp), scenario.name);
  const simulator = createYugabyte({
    clock,
    faults,
    journal,
    clouds: { AWS: aws.cloud, GCP: gcp.cloud },
  });
  simulator.reset(scenario.yugabyte, scenario.name);
  const served = await serve({ ...simulator, port: 0 });
  const origin = `http://127.0.0.1:${served.port}`;

  async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(`${origin}${path}`, {
      method,
      headers: { authorization: 'Bearer local-key', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: safeParse(text),
    };
  }
  const account = (await call('GET', '/api/public/v1/account')).json.data;
  const inAccount = `/api/public/v1/accounts/${account.info.id}`;
  const project = `${inAccount}/projects/${account.info.projects[0].info.id}`;

  return {
    clock,
    faults,
    journal,
    simulator,
    origin,
    call,
    inAccount,
    project,
    get: (path: string) => call('GET', project + path),
    post: (path: string, body: unknown) => call('POST', project + path, body),
    put: (path: string, body: unknown) => call('PUT', project + path, body),
    delete: (path: string) => call('DELETE', project + path),
    turn: (ms: number) => clock.advance(ms, async () => {}),
    async vpc(name: string) {
      return (await call('GET', `${project}/vpcs?name=${name}`)).json.data[0];
    },
    async peering(name: string) {
      const { json } = await call('GET', `${project}/vpc-peerings?limit=100`);
      return json.data.find((row: { spec: { name: string } }) => row.spec.name === name);
    },
    async cluster(name: string) {
      return (await call('GET', `${project}/clusters?name=${name}`)).json.data[0];
    },
    async tasks(query: string) {
      return (await call('GET', `${inAccount}/tasks?${query}`)).json.data;
    },
    async stop() {
      simulator.stop();
      aws.stop();
      gcp.stop();
      await served.close();
    },
  };
}

function safeParse(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export type Yugabyte = Awaited<ReturnType<typeof startYugabyte>>;

export const second = 1000;
export const day = 24 * 3600 * second;

/** A valid request for an AWS peering; `change` goes into `customer_vpc`. */
export function awsRequest(vpcId: string, name: string, change: Record<string, unknown> = {}) {
  return {
    name,
    internal_yugabyte_vpc_id: vpcId,
    customer_vpc: {
      external_vpc_id: 'vpc-0a1b2c3d4e5f60718',
      cloud_provider_project: '111122223333',
      cidr: '172.31.0.0/16',
      cloud_info: { code: 'AWS', region: 'us-west-2' },
      ...change,
    },
  };
}

export function gcpRequest(vpcId: string, name: string, change: Record<string, unknown> = {}) {
  return {
    name,
    internal_yugabyte_vpc_id: vpcId,
    customer_vpc: {
      external_vpc_id: 'app-network',
      cloud_provider_project: 'local-project-1',
      cloud_info: { code: 'GCP' },
      ...change,
    },
  };
}
