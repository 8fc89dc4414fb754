import { allowListRemovedAtNight } from './allow-list-removed-at-night.ts';
import { bothClouds } from './both-clouds.ts';
import { empty } from './empty.ts';
import { expiringTomorrow } from './expiring-tomorrow.ts';
import { pendingFor3Days } from './pending-for-3-days.ts';
import { quietHours } from './quiet-hours.ts';
import type { Scenario } from './scenario.ts';
import { smallCompany } from './small-company.ts';
import { thirtyInTrouble } from './thirty-in-trouble.ts';
import { thousand } from './thousand.ts';

export const scenarios: Scenario[] = [
  empty,
  smallCompany,
  bothClouds,
  pendingFor3Days,
  expiringTomorrow,
  allowListRemovedAtNight,
  thirtyInTrouble,
  quietHours,
  thousand,
];
