import { oneTeam, shopRequest } from './one-team.ts';
import { day, type Scenario } from './scenario.ts';

export const pendingFor3Days: Scenario = {
  name: 'pending-for-3-days',
  description: 'One request in AWS that nobody has accepted for three days: a reminder with its owner named.',
  yugabyte: oneTeam(shopRequest('PENDING', 3 * day)),
};
