import type { CreateForm, FieldProblem } from './create-form.ts';
import { checkAtCloud } from './form/check-at-cloud.ts';
import { checkAws } from './form/check-aws.ts';
import { checkCidr } from './form/check-cidr.ts';
import { checkGcp } from './form/check-gcp.ts';
import { checkName } from './form/check-name.ts';
import { checkSamePeering } from './form/check-same-peering.ts';
import { checkYugabyteVpc } from './form/check-yugabyte-vpc.ts';
import { livePeerings } from './form/live-peerings.ts';
import { notPeerable } from './not-peerable.ts';
import type { Observation, PeeringSpec } from './peering.ts';
import { specOfForm } from './plan/spec-of-form.ts';
import { yugabyteVpcOf } from './yugabyte-vpc-of.ts';

/**
 * Everything that keeps a filled-in form from being planned: at most one problem for each field. `requesting` are the
 * peerings that running operations ask for and Yugabyte may not list yet.
 */
export function checkCreateForm(
  form: CreateForm,
  observation: Observation,
  requesting: { name: string; spec: PeeringSpec }[],
): FieldProblem[] {
  const live = livePeerings(observation, requesting);
  const nameProblems = checkName(form.name, [
    ...live.map(({ name }) => name),
    ...requesting.map(({ name }) => name),
  ]);
  if (form.yugabyteVpcId === '') {
    return [{ field: 'yugabyteVpcId', sentence: 'Choose a Yugabyte VPC.' }, ...nameProblems];
  }
  const vpc = yugabyteVpcOf(form, observation);
  const unfit = vpc.ok ? notPeerable(vpc.value) : vpc.reason;
  if (!vpc.ok || unfit) {
    return [{ field: 'yugabyteVpcId', sentence: unfit ?? '' }, ...nameProblems];
  }
  const spec = specOfForm(form, vpc.value);
  const ids = vpc.value.provider === 'AWS' ? checkAws(form, vpc.value) : checkGcp(form, vpc.value);
  return firstOfEachField([
    ...checkYugabyteVpc(spec, vpc.value, live, observation),
    ...nameProblems,
    ...ids,
    ...checkSamePeering(spec, live),
    ...checkCidr(form, spec, vpc.value, live, observation),
    ...checkAtCloud(spec, vpc.value, observation),
  ]);
}

function firstOfEachField(problems: FieldProblem[]): FieldProblem[] {
  return problems.filter(({ field }, at) => problems.findIndex((other) => other.field === field) === at);
}
