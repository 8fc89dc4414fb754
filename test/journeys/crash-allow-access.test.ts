import { killEverywhere } from './crash/kill-everywhere.ts';
import { allowAccess } from './crash/stories.ts';

killEverywhere(allowAccess);
