const second = 1000;

/**
 * How long things take, in ms. Only the 7 days and the 30 seconds at most for an allow list are documented; the rest is
 * chosen to be noticeable and short.
 */
export const timings = {
  vpcCreated: 60 * second,
  vpcDeleted: 20 * second,
  /** CREATING to PENDING: the request has reached the cloud. */
  peeringRequested: 2.5 * second,
  /** What happened at the cloud is seen by the next look at it. */
  cloudNoticed: 4 * second,
  peeringDeleted: 3 * second,
  allowListsApplied: 5 * second,
};
