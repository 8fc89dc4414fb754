import { killEverywhere } from './crash/kill-everywhere.ts';
import { terminate } from './crash/stories.ts';

killEverywhere(terminate);
