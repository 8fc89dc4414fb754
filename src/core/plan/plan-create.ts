import { networksAt } from '../application-networks.ts';
import { clustersBehind } from '../chain/coverage.ts';
import { isPrivate, overlaps } from '../cidr.ts';
import type { CreateForm } from '../create-form.ts';
import { PeeringBotError } from '../errors.ts';
import type { Observation, PeeringSpec, YugabyteVpc } from '../peering.ts';
import { sayCloud } from '../say-cloud.ts';
import { sayList } from '../say-list.ts';
import { yugabyteVpcOf } from '../yugabyte-vpc-of.ts';
import { joinSteps } from './application-side.ts';
import { type LettingIn, letIn } from './let-in.ts';
import type { Plan } from './plan.ts';
import { specOfForm } from './spec-of-form.ts';

/** The plan for a form that `checkCreateForm` found nothing wrong with. Throws `not-found` where its VPC is not known. */
export function planCreate(
  form: CreateForm,
  observation: Observation,
  { leaveOut = [] }: { leaveOut?: readonly string[] } = {},
): Plan {
  const found = yugabyteVpcOf(form, observation);
  if (!found.ok) {
    throw new PeeringBotError('not-found', 'The Yugabyte VPC for the new peering is not known.', {
      means: found.reason,
      mend: 'Choose a Yugabyte VPC again.',
    });
  }
  const vpc = found.value;
  const spec = specOfForm(form, vpc);
  const access = form.allowAccess ? letInLater(spec, vpc, observation) : undefined;
  const side = joinSteps(spec, vpc, observation, leaveOut);
  const joins = side.does ? side.steps : [];
  const lets = access?.steps ?? [];
  return {
    kind: 'create',
    peeringName: spec.name,
    steps: [
      { do: 'request-peering', spec },
      ...joins,
      ...(joins.length + lets.length > 0 ? [{ do: 'await-active' as const }] : []),
      ...lets,
      ...(joins.length > 0 ? [{ do: 'await-flow' as const }] : []),
    ],
    consequences: [
      ...(side.does
        ? [
            `Everything in ${sayCloud(spec.application)} is done as well; what is there is neither replaced nor removed.`,
          ]
        : [whoseTurn(spec)]),
      ...(access?.consequences ?? []),
    ],
    warnings: [
      ...(side.does ? side.warnings : side.why ? [side.why] : []),
      ...(access?.warnings ?? []),
      ...doubts(spec, observation),
    ],
  };
}

function letInLater(spec: PeeringSpec, vpc: YugabyteVpc, observation: Observation): LettingIn {
  const { clusters, allowLists } = observation;
  const unable = (why: string): LettingIn => ({ steps: [], consequences: [], warnings: [why] });
  if (networksToLetIn(spec, observation).length === 0) {
    return unable('No allow list is opened: there is no CIDR to let in.');
  }
  if (!clusters.ok)
    return unable(`No allow list is opened: the clusters could not be read. ${clusters.reason}`);
  const behind = clustersBehind({ yugabyteVpcId: vpc.id }, observation);
  if (behind.length === 0) {
    return unable(`No allow list is opened: no cluster is in the Yugabyte VPC ${vpc.name} yet.`);
  }
  return letIn(spec.name, networksToLetIn(spec, observation), behind, allowLists);
}

function whoseTurn({ application }: PeeringSpec): string {
  const where = sayCloud(application);
  if (application.provider === 'AWS') {
    return `Then somebody with rights in ${where} has 7 days to accept the request and adds the routes; the card will have the lines for it.`;
  }
  return `Then somebody with rights in ${where} creates the mirror peering; the card will have the lines for it.`;
}

/** What need not be wrong, but has surprised people. */
function doubts({ yugabyteVpcId, application }: PeeringSpec, observation: Observation): string[] {
  const { cidr } = application;
  if (cidr === undefined) return [];
  const others = observation.peerings.filter(
    (other) =>
      other.yugabyteVpcId === yugabyteVpcId &&
      (other.state === 'ACTIVE' || other.state === 'PENDING' || other.state === 'CREATING') &&
      other.application.cidr !== undefined &&
      overlaps(other.application.cidr, cidr),
  );
  return [
    ...(isPrivate(cidr)
      ? []
      : [
          `${cidr} is not a private network (10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16): check that the application VPC really uses it.`,
        ]),
    ...(others.length > 0
      ? [
          `${cidr} overlaps the application VPC of ${sayList(others.map(({ name }) => name).sort())}, which is peered to the same Yugabyte VPC: answers may go to the wrong one.`,
        ]
      : []),
  ];
}

/** All networks of the application VPC where its cloud was read, else the one that was typed. */
function networksToLetIn({ application }: PeeringSpec, observation: Observation): string[] {
  const seen = networksAt(application, observation);
  if (seen.length > 0) return seen;
  return application.cidr === undefined ? [] : [application.cidr];
}
