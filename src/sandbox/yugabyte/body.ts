import { Refusal } from '../http.ts';

/** The value as an object, or a 400 that names it. */
export function fields(value: unknown, name = 'the body'): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Refusal(400, `${name} must be an object`);
  return value as Record<string, unknown>;
}

/** A string that is not empty, or a 400 that names the field. */
export function requireText(object: Record<string, unknown>, field: string): string {
  const value = object[field];
  if (typeof value !== 'string' || value === '') throw new Refusal(400, `${field} is required`);
  return value;
}
