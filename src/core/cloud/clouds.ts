import type { AwsNetwork } from './aws-network.ts';
import type { GcpNetwork } from './gcp-network.ts';

/** The clouds that the bot looks into; absent: switched off. */
export interface Clouds {
  aws?: AwsNetwork;
  gcp?: GcpNetwork;
}
