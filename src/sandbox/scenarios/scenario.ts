import type { AwsSeed } from '../aws/seed/aws-seed.ts';
import type { GcpSeed } from '../gcp/seed/gcp-seed.ts';
import type { YugabyteSeed } from '../yugabyte/seed.ts';

/** A world to begin with. Its things carry ages, so it begins at whatever time the clock shows. */
export interface Scenario {
  name: string;
  description: string;
  yugabyte: YugabyteSeed;
  /** VPCs in AWS beyond those of the peerings. */
  aws?: AwsSeed;
  /** Networks in GCP beyond those of the peerings. */
  gcp?: GcpSeed;
  /** What has gone wrong for these peerings at their clouds, by the words of the controls. */
  happened?: { peering: string; what: string }[];
  /** What the bot is set to beyond what every world says; `now`: when the world begins, in ms since 1970. */
  settings?: (now: number) => Record<string, string>;
}

export const hour = 3600 * 1000;
export const day = 24 * hour;
