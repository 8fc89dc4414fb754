const second = 1000;
const hour = 3600 * second;

/** In ms, by the world's clock. https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html */
export const timings = {
  requestExpires: 7 * 24 * hour,
  /** `provisioning` to `active`. */
  provisioned: 0.8 * second,
  /** `deleting` to `deleted`, between regions. */
  deleted: 1 * second,
  /** How long an ended connection is shown, to one side or to both. */
  shownShortly: 2 * hour,
  shownLong: 48 * hour,
  /** With eventual consistency: until a write is seen. */
  consistent: 3 * second,
};
