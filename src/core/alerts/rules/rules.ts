import { brokenAtCloud } from './broken-at-cloud.ts';
import { changed } from './changed.ts';
import { expired } from './expired.ts';
import { failed } from './failed.ts';
import { ignored } from './ignored.ts';
import { notCovered } from './not-covered.ts';
import { pending } from './pending.ts';
import type { AlertRule } from './rule.ts';

/** For peerings that are there; what is gone has a rule of its own. */
export const rules: readonly AlertRule[] = [
  pending,
  changed,
  expired,
  failed,
  brokenAtCloud,
  notCovered,
  ignored,
];
