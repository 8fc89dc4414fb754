import { Refusal, type SandboxRequest } from './http.ts';

export type Fields = Record<string, unknown>;

/** The JSON object in the body; an empty body counts as `{}`. A field that is not in `allowed` is a 400. */
export function readFields(request: SandboxRequest, allowed: readonly string[]): Fields {
  return checkFields(readBody(request), allowed, 'The body');
}

const readBody = (request: SandboxRequest) => (request.body.length === 0 ? {} : request.json());

/** The JSON object in the body, whatever fields it has. */
export function readObject(request: SandboxRequest): Fields {
  const body = readBody(request);
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Fields;
  throw new Refusal(400, 'The body must be a JSON object.');
}

export function checkFields(value: unknown, allowed: readonly string[], name: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Refusal(400, `${name} must be a JSON object with ${list(allowed)}.`);
  const unknown = Object.keys(value).find((field) => !allowed.includes(field));
  if (unknown !== undefined)
    throw new Refusal(400, `Unknown field "${unknown}": ${name.toLowerCase()} may have ${list(allowed)}.`);
  return value as Fields;
}

export function readText(fields: Fields, field: string): string | undefined {
  const value = fields[field];
  if (value === undefined || (typeof value === 'string' && value !== '')) return value;
  throw wrong(field, value, 'a text');
}

export function readChoice<T extends string>(fields: Fields, field: string, choices: readonly T[]): T {
  const value = fields[field];
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw wrong(field, value, `one of ${choices.join(', ')}`);
  return found;
}

export function readNumber(fields: Fields, field: string, least: number, most: number): number | undefined {
  const value = fields[field];
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw wrong(field, value, `a whole number from ${least} to ${most}`);
}

export function wrong(field: string, value: unknown, allowed: string): Refusal {
  const said = value === undefined ? 'is missing' : `cannot be ${JSON.stringify(value)}`;
  return new Refusal(400, `"${field}" ${said}: it must be ${allowed}.`);
}

const list = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');

const units: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `26h`, `1d12h`, `90s`, `500ms` in ms; `undefined` for anything else. */
export function readDuration(text: string): number | undefined {
  if (!/^(\d+(ms|s|m|h|d))+$/.test(text)) return undefined;
  const parts = [...text.matchAll(/(\d+)(ms|s|m|h|d)/g)];
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (units[unit ?? ''] ?? 0), 0);
}
