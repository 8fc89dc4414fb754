import { empty } from './empty.ts';
import type { Scenario } from './scenario.ts';
import { smallCompany } from './small-company.ts';
import { thousand } from './thousand.ts';

export const scenarios: Scenario[] = [empty, smallCompany, thousand];
