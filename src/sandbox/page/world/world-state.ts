import type { AwsState } from './aws-state.ts';
import type { GcpState } from './gcp-state.ts';

/** The part of `GET /sandbox/state` that the panel shows. */
export interface WorldState {
  clock: { now: string; ms: number };
  scenario: string;
  faults: Fault[];
  yugabyte: {
    peerings: PeeringRow[];
    clusters: { spec: { name: string }; info: { id: string; state: string } }[];
    allowLists: { spec: { name: string }; info: { cluster_list: { id: string; name: string }[] } }[];
  };
  aws: AwsState;
  gcp: GcpState;
}

export interface Fault {
  target: string;
  kind: string;
  status?: number;
  ms?: number;
  times: number | 'always';
}

export interface PeeringRow {
  spec: {
    name: string;
    customer_vpc: {
      external_vpc_id: string;
      cloud_provider_project: string;
      cloud_info: { code: string; region?: string };
    };
  };
  info: { id: string; state: string; yugabyte_vpc_name: string };
}

/** Does one thing to the world: path under `/sandbox/`, body. Answers whether it happened. */
export type Turn = (path: string, body: object) => Promise<boolean>;
