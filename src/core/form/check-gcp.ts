import type { CreateForm, FieldProblem } from '../create-form.ts';
import type { YugabyteVpc } from '../peering.ts';

/** https://cloud.google.com/resource-manager/docs/creating-managing-projects; old ones may carry a domain. */
const PROJECT = /^([a-z0-9][a-z0-9.-]*:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$/;
const NETWORK = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** Project id and network name of an application VPC in GCP. */
export function checkGcp(form: CreateForm, yugabyteVpc: YugabyteVpc): FieldProblem[] {
  return [
    ...checkProject(form.cloudProject.trim(), yugabyteVpc),
    ...checkNetwork(form.externalVpcId.trim(), yugabyteVpc),
  ];
}

function checkProject(project: string, yugabyteVpc: YugabyteVpc): FieldProblem[] {
  const form =
    'A GCP project id has 6 to 30 lower-case letters, digits and hyphens, a letter first and no hyphen last, such as my-project';
  if (project === '') return problem('cloudProject', `Enter the GCP project id. ${form}.`);
  if (/^\d+$/.test(project)) {
    return problem('cloudProject', `This is a project number; enter the project id. ${form}.`);
  }
  if (!PROJECT.test(project)) {
    const tidy = slug(project);
    return problem('cloudProject', `${form}.`, PROJECT.test(tidy) ? tidy : undefined);
  }
  if (project !== yugabyteVpc.cloudProject) return [];
  return problem('cloudProject', "This is Yugabyte's own GCP project; enter the one of the application VPC.");
}

function checkNetwork(network: string, yugabyteVpc: YugabyteVpc): FieldProblem[] {
  const form =
    'A GCP network name has 1 to 63 lower-case letters, digits and hyphens, a letter first and no hyphen last, such as app-network';
  if (network === '') return problem('externalVpcId', `Enter the name of the VPC network. ${form}.`);
  if (!NETWORK.test(network)) {
    const tidy = slug(network.replace(/^.*\/networks\//, ''));
    return problem('externalVpcId', `${form}.`, NETWORK.test(tidy) ? tidy : undefined);
  }
  const own = network === yugabyteVpc.externalVpcId;
  return own
    ? problem('externalVpcId', "This is the Yugabyte VPC's own network; enter the one of the application.")
    : [];
}

function slug(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

function problem(field: keyof CreateForm, sentence: string, suggestion?: string): FieldProblem[] {
  return [{ field, sentence, ...(suggestion && { suggestion }) }];
}
