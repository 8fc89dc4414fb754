import { oneTeam, shopRequest } from './one-team.ts';
import { day, hour, type Scenario } from './scenario.ts';

export const expiringTomorrow: Scenario = {
  name: 'expiring-tomorrow',
  description: 'One request in AWS with 23 hours left: reminded of again 6 hours before AWS drops it.',
  yugabyte: oneTeam(shopRequest('PENDING', 6 * day + hour)),
};
