import { accepted } from './accepted.ts';
import { allowed } from './allowed.ts';
import { requested } from './requested.ts';
import type { Rule } from './rule.ts';

/** The chain, in the order in which traffic needs its links. */
export const rules: readonly Rule[] = [requested, accepted, allowed];
