import type { AwsFacts, AwsVpcFacts } from '../cloud/aws-facts.ts';
import { ENDED } from '../cloud/ended.ts';
import type { GcpFacts, GcpNetworkFacts } from '../cloud/gcp-facts.ts';
import { mirrorOf } from '../cloud/mirror-of.ts';
import { rangeInTheWay } from '../cloud/range-in-the-way.ts';
import type { Unseen } from '../cloud/sight.ts';
import { awsEnds } from '../next-step/aws-ends.ts';
import { type GcpEnds, gcpEnds } from '../next-step/gcp-ends.ts';
import type { Observation, Peering, PeeringSpec, Reading, YugabyteVpc } from '../peering.ts';
import { placeKey } from '../place-key.ts';
import { sayCloud } from '../say-cloud.ts';
import { yugabyteNetworks } from '../yugabyte-vpc-of.ts';
import { joinInAws } from './join-in-aws.ts';
import type { PlanStep } from './plan.ts';

type PlaceFacts = AwsVpcFacts | GcpNetworkFacts;

/** What the bot does at the application's cloud, or in a sentence why it leaves that to people. */
export type ApplicationSide =
  | { does: true; steps: PlanStep[]; warnings: string[] }
  | { does: false; why?: string };

/** For a peering that Yugabyte has. */
export function completeSteps(
  peering: Peering,
  yugabyteVpc: Reading<YugabyteVpc>,
  observation: Observation,
  leaveOut: readonly string[],
): ApplicationSide {
  const facts = observation.clouds?.get(peering.id);
  if (!mayAct(peering, observation)) return { does: false };
  if (!facts) return { does: false, why: `${sayCloud(peering.application)} has not been looked at yet.` };
  return facts.provider === 'AWS'
    ? completeInAwsAccount(peering, yugabyteVpc, facts, leaveOut)
    : completeInGcpProject(peering, yugabyteVpc, facts);
}

/** For one that is to be requested; the place was looked at before, for itself or for an earlier request. */
export function joinSteps(
  spec: PeeringSpec,
  vpc: YugabyteVpc,
  observation: Observation,
  leaveOut: readonly string[],
  facts: PlaceFacts | undefined = observation.places?.get(placeKey(spec.application)),
): ApplicationSide {
  if (!mayAct(spec, observation)) return { does: false };
  const peering: Peering = { ...spec, id: '', state: 'CREATING', yugabyteVpcName: vpc.name };
  const yugabyteVpc = { ok: true as const, value: vpc };
  if (!facts) return { does: false, why: `${sayCloud(spec.application)} has not been looked at yet.` };
  if ('vpc' in facts) {
    if (!facts.vpc.ok) return unseen(spec, facts.vpc);
    const ends = awsEnds(peering, yugabyteVpc);
    if (!ends.ok) return { does: false, why: ends.reason };
    const yugabyteRegions = vpc.regions.map(({ region }) => region);
    return { does: true, ...joinInAws(ends.value, facts, undefined, { leaveOut, yugabyteRegions }) };
  }
  if (!facts.network.ok) return unseen(spec, facts.network);
  const ends = gcpEnds(peering, yugabyteVpc);
  if (!ends.ok) return { does: false, why: ends.reason };
  return joinInGcp(ends.value, facts, vpc);
}

/** GCP refuses networks that overlap, but only once it is asked: that is said before. */
function joinInGcp(ends: GcpEnds, facts: GcpNetworkFacts, vpc: YugabyteVpc): ApplicationSide {
  const network = facts.network.ok ? facts.network.value : undefined;
  if (network && mirrorOf(network, ends)) return { does: true, steps: [], warnings: [] };
  const clash = rangeInTheWay(facts, yugabyteNetworks(vpc));
  if (clash === undefined) return { does: true, steps: [{ do: 'add-mirror', ends }], warnings: [] };
  return {
    does: false,
    why: `Network ${ends.network} in GCP project ${ends.project} uses ${clash}, which overlaps the Yugabyte VPC ${vpc.name}: they cannot be peered.`,
  };
}

function completeInAwsAccount(
  peering: Peering,
  yugabyteVpc: Reading<YugabyteVpc>,
  facts: AwsFacts,
  leaveOut: readonly string[],
): ApplicationSide {
  const ends = awsEnds(peering, yugabyteVpc);
  if (!ends.ok) return { does: false, why: ends.reason };
  if (!facts.connection.ok) return unseen(peering, facts.connection);
  const found = facts.connection.value;
  const hasEnded = found !== undefined && ENDED.includes(found.status);
  // Before the request is made, what has ended is an earlier one.
  const connection = hasEnded && peering.state === 'CREATING' ? undefined : found;
  if (connection && hasEnded) {
    return {
      does: false,
      why: `${connection.connectionId} is ${connection.status}: terminate the peering and request it again.`,
    };
  }
  const yugabyteRegions = yugabyteVpc.ok ? yugabyteVpc.value.regions.map(({ region }) => region) : [];
  return { does: true, ...joinInAws(ends.value, facts, connection, { leaveOut, yugabyteRegions }) };
}

function completeInGcpProject(
  peering: Peering,
  yugabyteVpc: Reading<YugabyteVpc>,
  facts: GcpFacts,
): ApplicationSide {
  const ends = gcpEnds(peering, yugabyteVpc);
  if (!ends.ok) return { does: false, why: ends.reason };
  if (!facts.network.ok) return unseen(peering, facts.network);
  if (!facts.network.value) {
    return {
      does: false,
      why: `There is no network ${ends.value.network} in ${sayCloud(peering.application)}.`,
    };
  }
  if (!yugabyteVpc.ok) return { does: false, why: yugabyteVpc.reason };
  return joinInGcp(ends.value, facts, yugabyteVpc.value);
}

const mayAct = ({ application }: PeeringSpec, { mayAct: providers }: Observation): boolean =>
  providers?.includes(application.provider) ?? false;

const unseen = ({ application }: PeeringSpec, { reason }: Unseen): ApplicationSide => ({
  does: false,
  why: `${sayCloud(application)} could not be read: ${reason}`,
});
