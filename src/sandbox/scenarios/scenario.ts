import type { YugabyteSeed } from '../yugabyte/seed.ts';

/** A world to begin with. Its things carry ages, so it begins at whatever time the clock shows. */
export interface Scenario {
  name: string;
  description: string;
  yugabyte: YugabyteSeed;
}

export const hour = 3600 * 1000;
export const day = 24 * hour;
