import { killEverywhere } from './crash/kill-everywhere.ts';
import { create } from './crash/stories.ts';

killEverywhere(create);
