import type { ApplicationCloud, ApplicationClouds, CloudSide } from '../application-cloud.ts';
import { Refusal } from '../http.ts';
import type { Database, PeeringRecord } from './database.ts';
import type { PeeringState } from './rows.ts';
import { timings } from './timings.ts';

/**
 * What Yugabyte makes of it when it next looks. Accepting is documented; the rest follows the names of the states, which
 * are EC2's own but for a rejection. A GCP mirror that goes leaves the peering inactive, as before it was made.
 */
const noticed: Partial<Record<CloudSide, PeeringState>> = {
  active: 'ACTIVE',
  rejected: 'FAILED',
  failed: 'FAILED',
  expired: 'EXPIRED',
  deleted: 'DELETED',
  'pending-acceptance': 'PENDING',
};

export function cloudOf(db: Database, { spec }: PeeringRecord): ApplicationCloud {
  return spec.customer_vpc.cloud_info.code === 'GCP' ? db.clouds.GCP : db.clouds.AWS;
}

/** What the cloud has to know of both ends. */
export function requestAtCloud(db: Database, peering: PeeringRecord, earlier?: { side: CloudSide }) {
  const { customer_vpc: application, internal_yugabyte_vpc_id: vpcId } = peering.spec;
  const vpc = db.vpcs.get(vpcId);
  if (!vpc) return;
  const region = application.cloud_info.region;
  const networks = vpc.spec.region_specs;
  const own = networks.find((one) => one.region === region) ?? networks[0];
  cloudOf(db, peering).request(
    {
      id: peering.id,
      yugabyte: {
        project: vpc.cloudProject ?? '',
        network: vpc.externalVpcId ?? '',
        ...(own && { region: own.region }),
        cidrs: [own, ...networks.filter((one) => one !== own)].flatMap((one) => one?.cidr ?? []),
      },
      application: {
        project: application.cloud_provider_project,
        network: application.external_vpc_id,
        ...(region !== undefined && { region }),
        cidrs: application.cidr === undefined ? [] : [application.cidr],
      },
    },
    earlier && { side: earlier.side, requestedAt: peering.createdAt },
  );
}

/** Yugabyte looks at its cloud now and then. */
export function watchClouds(clouds: ApplicationClouds, current: () => Database) {
  const notice = (id: string) => {
    const db = current();
    db.later(timings.cloudNoticed, () => {
      const peering = db.peerings.get(id);
      if (!peering || peering.state === 'DELETING') return;
      peering.state = noticed[cloudOf(db, peering).sideOf(id)] ?? peering.state;
    });
  };
  clouds.AWS.onChange(notice);
  clouds.GCP.onChange(notice);
}

/** AWS: the request is accepted. GCP: the mirror peering is made. Someone who is too early waits for the request. */
export function acceptAtCloud(db: Database, peering: PeeringRecord) {
  const cloud = cloudOf(db, peering);
  if (peering.state === 'CREATING')
    return db.later(timings.peeringRequested, () => void cloud.accept(peering.id));
  act(db, peering, 'accept');
}

export function rejectAtCloud(db: Database, peering: PeeringRecord) {
  act(db, peering, 'reject');
}

/** AWS: the peering connection is deleted. GCP: the mirror peering is removed. */
export function deleteAtCloud(db: Database, peering: PeeringRecord) {
  act(db, peering, 'remove');
}

/** `what`: one of the cloud's own mishaps. */
export function goWrongAtCloud(db: Database, peering: PeeringRecord, what: string) {
  const mishap = cloudOf(db, peering).mishaps[what];
  if (mishap) return mishap(peering.id);
  throw new Refusal(409, `${peering.spec.customer_vpc.cloud_info.code} has no ${what}.`);
}

function act(db: Database, peering: PeeringRecord, what: 'accept' | 'reject' | 'remove') {
  const cloud = cloudOf(db, peering);
  if (peering.state !== 'DELETING' && cloud[what](peering.id)) return;
  const word = what === 'remove' ? 'delete' : what;
  throw new Refusal(
    409,
    `The cloud cannot ${word} ${peering.spec.name}: it is ${cloud.sideOf(peering.id)} there, and ${peering.state} in Yugabyte.`,
  );
}
