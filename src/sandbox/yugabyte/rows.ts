/** The wire shapes of the YugabyteDB Aeon API (`/api/public/v1`), as far as the simulator speaks them. */

export type Cloud = 'AWS' | 'GCP' | 'AZURE';

export interface VpcSpec {
  name: string;
  cloud: Cloud;
  /** GCP automated VPCs only. */
  parent_cidr: string | null;
  region_specs: { region: string; cidr?: string }[];
}

export interface VpcRow {
  spec: VpcSpec;
  info: {
    id: string;
    state: 'CREATING' | 'FAILED' | 'ACTIVE' | 'DELETING';
    cluster_ids: string[];
    peering_ids: string[];
    cloud_provider_project?: string;
    external_vpc_id?: string;
  };
}

export type PeeringState = 'CREATING' | 'FAILED' | 'ACTIVE' | 'PENDING' | 'EXPIRED' | 'DELETING' | 'DELETED';

export interface PeeringSpec {
  name: string;
  internal_yugabyte_vpc_id: string;
  customer_vpc: {
    /** AWS: `vpc-…`. GCP: network name. */
    external_vpc_id: string;
    /** AWS: account id. GCP: project id. */
    cloud_provider_project: string;
    cidr?: string;
    cloud_info: { code: Cloud; region?: string };
  };
}

export interface PeeringRow {
  spec: PeeringSpec;
  info: { id: string; state: PeeringState; yugabyte_vpc_name: string };
}

export interface AllowListSpec {
  name: string;
  description: string;
  allow_list: string[];
}

export interface AllowListRow {
  spec: AllowListSpec;
  info: {
    id: string;
    project_id: string;
    cluster_ids: string[];
    cluster_list: { id: string; name: string }[];
    peering_id: string | null;
    api_key_list: { name: string; status: string }[];
  };
}

export interface ClusterRow {
  spec: Record<string, unknown> & { name: string };
  info: Record<string, unknown> & { id: string; state: string };
}

export interface TaskRow {
  info: {
    id: string;
    /** The Yugabyte VPC for VPC and peering tasks, the cluster for allow list tasks. */
    entity_id: string;
    task_type: string;
    state: 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';
    locking: boolean;
    completed_on: string | null;
    metadata: { created_on: string; updated_on: string };
  };
}
