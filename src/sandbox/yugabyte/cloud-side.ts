import { Refusal } from '../http.ts';
import type { CloudSide, Database, PeeringRecord } from './database.ts';
import type { PeeringState } from './rows.ts';
import { timings } from './timings.ts';

/**
 * What Yugabyte makes of it when it next looks. Accepting is documented; the rest follows the names of the states, which
 * are EC2's own but for a rejection. A GCP mirror that goes leaves the peering inactive, as before it was made.
 */
const noticed: Partial<Record<CloudSide, PeeringState>> = {
  active: 'ACTIVE',
  rejected: 'FAILED',
  deleted: 'DELETED',
  'pending-acceptance': 'PENDING',
};

/** AWS: the request is accepted. GCP: the mirror peering is made. Someone who is too early waits for the request. */
export function acceptAtCloud(db: Database, peering: PeeringRecord) {
  if (peering.state === 'CREATING')
    return db.later(timings.peeringRequested, () => {
      if (peering.cloudSide === 'pending-acceptance') happen(db, peering, 'active');
    });
  expect(peering, 'accept', ['pending-acceptance']);
  happen(db, peering, 'active');
}

export function rejectAtCloud(db: Database, peering: PeeringRecord) {
  if (peering.spec.customer_vpc.cloud_info.code !== 'AWS')
    throw new Refusal(
      409,
      'GCP shows no request that could be rejected: leave it, or terminate the peering.',
    );
  expect(peering, 'reject', ['pending-acceptance']);
  happen(db, peering, 'rejected');
}

/** AWS: the peering connection is deleted. GCP: the mirror peering is removed. */
export function deleteAtCloud(db: Database, peering: PeeringRecord) {
  const isAws = peering.spec.customer_vpc.cloud_info.code === 'AWS';
  expect(peering, 'delete', isAws ? ['active', 'pending-acceptance'] : ['active']);
  happen(db, peering, isAws ? 'deleted' : 'pending-acceptance');
}

function expect(peering: PeeringRecord, what: string, sides: CloudSide[]) {
  if (sides.includes(peering.cloudSide) && peering.state !== 'DELETING') return;
  throw new Refusal(
    409,
    `The cloud cannot ${what} ${peering.spec.name}: it is ${peering.cloudSide} there, and ${peering.state} in Yugabyte.`,
  );
}

function happen(db: Database, peering: PeeringRecord, side: CloudSide) {
  peering.cloudSide = side;
  db.later(timings.cloudNoticed, () => {
    if (peering.state === 'DELETING' || peering.cloudSide !== side) return;
    peering.state = noticed[side] ?? peering.state;
  });
}
