import type { AwsFacts } from '../../../src/core/cloud/aws-facts.ts';
import type { AwsNetwork } from '../../../src/core/cloud/aws-network.ts';
import type { GcpFacts } from '../../../src/core/cloud/gcp-facts.ts';
import type { GcpNetwork } from '../../../src/core/cloud/gcp-network.ts';
import type { Clock } from '../../../src/core/ports.ts';
import { awsFacts, gcpFacts } from '../../core/cloud/given.ts';

/** Both clouds as the bot looks into them; what they show, and when they answer, is a test's. */
export interface FakeClouds {
  aws: AwsNetwork;
  gcp: GcpNetwork;
  shows: { aws: Partial<AwsFacts>; gcp: Partial<GcpFacts> };
  vpcs: { vpcId: string; name?: string; cidrs: string[] }[];
  networks: string[];
  /** Each look with what it was about, e.g. `aws vpc-1,vpc-2`, `aws place vpc-1`, `aws list 111122223333`. */
  looks: string[];
  /** Calls to this cloud wait until `answer`. */
  hang(cloud: 'aws' | 'gcp'): void;
  answer(): void;
  /** What every call to this cloud is refused with; against what the port promises. */
  broken: { aws?: Error; gcp?: Error };
}

export function createFakeClouds(clock: Clock, mode: 'advise' | 'act' = 'act'): FakeClouds {
  const hung = new Map<'aws' | 'gcp', Promise<void>>();
  let release: (() => void)[] = [];

  async function call<T>(cloud: 'aws' | 'gcp', what: string, answer: () => T): Promise<T> {
    fake.looks.push(`${cloud} ${what}`);
    await hung.get(cloud);
    const broken = fake.broken[cloud];
    if (broken) throw broken;
    return answer();
  }

  const aws = () => awsFacts({ at: clock.now(), ...fake.shows.aws });
  const gcp = () => gcpFacts({ at: clock.now(), ...fake.shows.gcp });
  const never = async (): Promise<never> => {
    throw new Error('nothing is changed here');
  };
  const yes = { may: 'yes' } as const;
  const fake: FakeClouds = {
    aws: {
      mode,
      look: (ends) => call('aws', ends.map(({ vpcId }) => vpcId).join(), () => ends.map(aws)),
      lookAtVpc: ({ vpcId }) => call('aws', `place ${vpcId}`, aws),
      listVpcs: ({ account }) =>
        call('aws', `list ${account}`, () => ({ ok: true as const, value: fake.vpcs })),
      rehearse: async () => yes,
      apply: never,
      examine: async () => [],
      stop() {},
    },
    gcp: {
      mode,
      look: (ends) => call('gcp', ends.map(({ network }) => network).join(), () => ends.map(gcp)),
      lookAtNetwork: ({ network }) => call('gcp', `place ${network}`, gcp),
      listNetworks: (project) =>
        call('gcp', `list ${project}`, () => ({
          ok: true as const,
          value: fake.networks.map((name) => ({ name, auto: false })),
        })),
      rehearse: async () => yes,
      apply: never,
      examine: async () => [],
      stop() {},
    },
    shows: { aws: {}, gcp: {} },
    vpcs: [],
    networks: [],
    looks: [],
    broken: {},
    hang(cloud) {
      hung.set(cloud, new Promise((resolve) => release.push(resolve)));
    },
    answer() {
      hung.clear();
      for (const one of release) one();
      release = [];
    },
  };
  return fake;
}
