import { createHash } from 'node:crypto';
import type { Plan } from './plan.ts';

/** Names a plan by its content: 32 hex digits, the same whatever order the keys are in. */
export function planDigest(plan: Plan): string {
  return createHash('sha256').update(canonical(plan)).digest('hex').slice(0, 32);
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join()}}`;
}
