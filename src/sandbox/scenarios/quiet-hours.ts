import { oneTeam, shopRequest } from './one-team.ts';
import { day, hour, type Scenario } from './scenario.ts';

export const quietHours: Scenario = {
  name: 'quiet-hours',
  description:
    'One request that needs a reminder now, within quiet hours that began this hour and last nine: it comes when they end.',
  yugabyte: oneTeam(shopRequest('PENDING', 2 * day)),
  settings: (now) => ({ PEERING_QUIET_HOURS: `${wholeHour(now)}-${wholeHour(now + 9 * hour)}` }),
};

const wholeHour = (at: number) => `${new Date(at).toISOString().slice(11, 13)}:00`;
