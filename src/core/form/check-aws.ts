import type { CreateForm, FieldProblem } from '../create-form.ts';
import type { YugabyteVpc } from '../peering.ts';
import { isAwsRegion, nearestAwsRegion } from './aws-regions.ts';

const ACCOUNT = /^\d{12}$/;
const VPC = /^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/;

/** Account, VPC id and region of an application VPC in AWS. */
export function checkAws(form: CreateForm, yugabyteVpc: YugabyteVpc): FieldProblem[] {
  return [
    ...checkAccount(form.cloudProject.trim(), yugabyteVpc),
    ...checkVpcId(form.externalVpcId.trim(), yugabyteVpc),
    ...checkRegion(form.region?.trim() ?? ''),
  ];
}

function checkAccount(account: string, yugabyteVpc: YugabyteVpc): FieldProblem[] {
  const form = 'An AWS account id has 12 digits, such as 111122223333';
  if (account === '') return problem('cloudProject', `Enter the AWS account id. ${form}.`);
  if (!ACCOUNT.test(account)) {
    const digits = account.replace(/[\s-]/g, '');
    if (/^\d+$/.test(digits) && digits.length !== 12) {
      return problem('cloudProject', `${form}; this one has ${digits.length}.`);
    }
    return problem('cloudProject', `${form}.`, ACCOUNT.test(digits) ? digits : undefined);
  }
  if (account !== yugabyteVpc.cloudProject) return [];
  return problem('cloudProject', "This is Yugabyte's own AWS account; enter the one of the application VPC.");
}

function checkVpcId(vpcId: string, yugabyteVpc: YugabyteVpc): FieldProblem[] {
  const form = 'A VPC id is vpc- and 8 or 17 of the characters 0-9 and a-f, such as vpc-0a1b2c3d4e5f60718';
  if (vpcId === '') return problem('externalVpcId', `Enter the VPC id. ${form}.`);
  if (!VPC.test(vpcId)) {
    const tidy = vpcId.toLowerCase().replace(/\s+/g, '').replace(/^vpc_/, 'vpc-');
    return problem('externalVpcId', `${form}.`, VPC.test(tidy) ? tidy : undefined);
  }
  if (vpcId !== yugabyteVpc.externalVpcId) return [];
  return problem('externalVpcId', "This is the Yugabyte VPC's own id; enter the one of the application VPC.");
}

function checkRegion(region: string): FieldProblem[] {
  if (isAwsRegion(region)) return [];
  const form = 'An AWS region is written as in us-west-2';
  if (region === '') return problem('region', `Enter the region of the application VPC. ${form}.`);
  const nearest = nearestAwsRegion(region);
  return problem('region', nearest ? `${form}; did you mean ${nearest}?` : `${form}.`, nearest);
}

function problem(field: keyof CreateForm, sentence: string, suggestion?: string): FieldProblem[] {
  return [{ field, sentence, ...(suggestion && { suggestion }) }];
}
