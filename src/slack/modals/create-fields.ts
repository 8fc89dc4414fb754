import type { CreateForm } from '../../core/create-form.ts';
import { actionIds } from '../ids.ts';

/** The fields that are typed, in the order in which they stand in the form. */
export type TypedField = 'name' | 'cloudProject' | 'externalVpcId' | 'region' | 'cidr';

export interface FieldSpec {
  field: TypedField;
  action: string;
  label: string;
  placeholder: string;
  hint?: string;
  optional?: boolean;
  /** What is typed looks complete: before that a complaint would only get in the way. */
  complete: RegExp;
}

const name: FieldSpec = {
  field: 'name',
  action: actionIds.createName,
  label: 'Name',
  placeholder: 'orders-to-prod',
  complete: /.{3}/s,
};

const cidr: FieldSpec = {
  field: 'cidr',
  action: actionIds.createCidr,
  label: 'CIDR',
  placeholder: '10.0.0.0/16',
  hint: 'The IPv4 network of the application VPC.',
  complete: /\/\d|^[^/]{16}|:/,
};

const aws: FieldSpec[] = [
  name,
  {
    field: 'cloudProject',
    action: actionIds.createCloudProject,
    label: 'Account ID',
    placeholder: '111122223333',
    hint: 'The 12 digits of the AWS account that the application VPC is in.',
    complete: /.{12}|[^\d\s-]/,
  },
  {
    field: 'externalVpcId',
    action: actionIds.createExternalVpc,
    label: 'VPC ID',
    placeholder: 'vpc-0123456789abcdef0',
    complete: /.{12}|^(?!v?$|vp$|vpc$|vpc-)/,
  },
  {
    field: 'region',
    action: actionIds.createRegion,
    label: 'Region',
    placeholder: 'us-west-2',
    hint: 'The region of the application VPC; it may differ from that of the Yugabyte VPC.',
    complete: /\d\s*$/,
  },
  cidr,
];

const gcp: FieldSpec[] = [
  name,
  {
    field: 'cloudProject',
    action: actionIds.createCloudProject,
    label: 'Project ID',
    placeholder: 'my-project',
    hint: 'The id of the GCP project, not its name or number.',
    complete: /.{6}/s,
  },
  {
    field: 'externalVpcId',
    action: actionIds.createExternalVpc,
    label: 'Network name',
    placeholder: 'default',
    complete: /.{2}/s,
  },
  { ...cidr, optional: true, hint: `${cidr.hint} Needed only to let it in on the clusters.` },
];

/** The typed fields for a Yugabyte VPC of this provider; none where it cannot be peered. */
export function fieldsOf(provider: string): FieldSpec[] {
  if (provider === 'AWS') return aws;
  return provider === 'GCP' ? gcp : [];
}

/** Which block a problem belongs under; by its action, since block ids change when a field is reset. */
export function actionOf(field: keyof CreateForm): string {
  if (field === 'yugabyteVpcId') return actionIds.createVpc;
  if (field === 'allowAccess') return actionIds.createAccess;
  return TYPED_ACTIONS[field];
}

const TYPED_ACTIONS: Record<TypedField, string> = {
  name: actionIds.createName,
  cloudProject: actionIds.createCloudProject,
  externalVpcId: actionIds.createExternalVpc,
  region: actionIds.createRegion,
  cidr: actionIds.createCidr,
};
