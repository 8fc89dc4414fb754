import type { SandboxRequest } from '../../http.ts';
import { isObject, type Json } from '../block-kit/checks.ts';
import { SlackError } from './method.ts';

/** A call's arguments, from the query, a form or a JSON body. What nobody asks for is ignored, as Slack does. */
export interface Args {
  /** As they came, without the token. */
  all: Json;
  text(name: string): string | undefined;
  /** `invalid_arguments` when it is missing. */
  required(name: string): string;
  flag(name: string): boolean;
  /** A comma list. */
  list(name: string): string[];
  /** An object or list, also when it came as a JSON string; `error` when that is broken. */
  json(name: string, error: string): unknown;
}

export function readArgs(request: SandboxRequest): { args: Args; token: string | undefined } {
  const isJson = request.headers['content-type']?.includes('application/json') ?? false;
  const body = isJson ? request.json() : request.form();
  const { token: own, ...all } = { ...Object.fromEntries(request.query), ...(isObject(body) ? body : {}) };
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return { args: createArgs(all), token: bearer ?? (typeof own === 'string' ? own : undefined) };
}

function createArgs(all: Json): Args {
  const text = (name: string) => {
    const value = all[name];
    return value === undefined || value === null || value === '' ? undefined : String(value);
  };
  return {
    all,
    text,
    required(name) {
      const value = text(name);
      if (value !== undefined) return value;
      throw invalidArguments([`missing required field: ${name}`]);
    },
    flag: (name) => /^(true|1)$/.test(text(name) ?? ''),
    list: (name) =>
      (text(name) ?? '')
        .split(',')
        .map((entry) => entry.trim())
        .filter(Boolean),
    json(name, error) {
      const value = all[name];
      if (typeof value !== 'string') return value ?? undefined;
      try {
        return value === '' ? undefined : JSON.parse(value);
      } catch {
        throw new SlackError(error);
      }
    },
  };
}

export function invalidArguments(problems: string[]): SlackError {
  const messages = problems.map((problem) => `[ERROR] ${problem}`);
  return new SlackError('invalid_arguments', { response_metadata: { messages } });
}
