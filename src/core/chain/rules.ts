import { accepted } from './accepted.ts';
import { allowed } from './allowed.ts';
import { permitted } from './permitted.ts';
import { requested } from './requested.ts';
import { resolvable } from './resolvable.ts';
import { routed } from './routed.ts';
import type { Rule } from './rule.ts';

/** The chain, in the order in which traffic needs its links. */
export const rules: readonly Rule[] = [requested, accepted, routed, resolvable, permitted, allowed];
