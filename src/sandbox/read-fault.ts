import { checkFields, type Fields, readChoice, readNumber, readText, wrong } from './control-body.ts';
import { type FaultKind, type FaultSpec, faultKinds, faultTargets } from './faults.ts';

const ownFields: Record<FaultKind, string[]> = {
  status: ['status', 'retryAfter'],
  delay: ['ms'],
  hang: [],
  html: ['status'],
  'lost-answer': [],
};

export const faultFields = ['target', 'kind', 'times', 'match', 'status', 'retryAfter', 'ms', 'clear'];

const slow = 10_000;

/** Throws `Refusal` 400 that names the field and what it may be. */
export function readFault(fields: Fields): FaultSpec {
  const target = readChoice(fields, 'target', faultTargets);
  const kind = readChoice(fields, 'kind', faultKinds);
  checkFields(fields, ['target', 'kind', 'times', 'match', ...ownFields[kind]], `A fault of kind ${kind}`);
  const status = readNumber(fields, 'status', kind === 'html' ? 200 : 400, 599);
  if (kind === 'status' && status === undefined)
    throw wrong('status', undefined, 'a whole number from 400 to 599');
  const retryAfter = readNumber(fields, 'retryAfter', 0, 3600) ?? (status === 429 ? 1 : undefined);
  const ms = readNumber(fields, 'ms', 1, 600_000) ?? (kind === 'delay' ? slow : undefined);
  const match = readMatch(fields.match);
  return {
    target,
    kind,
    times: readTimes(fields),
    ...(status !== undefined && { status }),
    ...(retryAfter !== undefined && kind === 'status' && { retryAfter }),
    ...(ms !== undefined && { ms }),
    ...(match && { match }),
  };
}

function readTimes(fields: Fields): number | 'always' {
  if (fields.times === 'always') return 'always';
  if (fields.times !== undefined && typeof fields.times !== 'number')
    throw wrong('times', fields.times, 'a whole number from 1 to 100000, or "always"');
  return readNumber(fields, 'times', 1, 100_000) ?? 1;
}

function readMatch(value: unknown): FaultSpec['match'] {
  if (value === undefined) return undefined;
  const fields = checkFields(value, ['method', 'path'], '"match"');
  const method = readText(fields, 'method');
  const path = readText(fields, 'path');
  return { ...(method !== undefined && { method }), ...(path !== undefined && { path }) };
}
