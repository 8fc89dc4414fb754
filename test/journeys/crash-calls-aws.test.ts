import { failEveryCall } from './crash/fail-every-call.ts';

failEveryCall('AWS');
