import { parseArgs } from 'node:util';
import { parseDuration } from '../core/duration.ts';
import { PeeringBotError } from '../core/errors.ts';
import type { AuditFilter } from '../core/ports.ts';

export interface AuditOptions {
  filter: AuditFilter;
  json: boolean;
  help: boolean;
}

/** Reads the words behind `audit`. Throws `config` with a sentence. */
export function auditOptions(args: readonly string[], now: number): AuditOptions {
  const { since, peering, json, help } = valuesOf(args);
  return {
    filter: {
      ...(since !== undefined && { since: now - durationOf(since) }),
      ...(peering !== undefined && { peeringName: nameOf(peering) }),
    },
    json,
    help,
  };
}

function valuesOf(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        since: { type: 'string' },
        peering: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    // Node's own first sentence names the word that is wrong: https://nodejs.org/api/util.html#utilparseargsconfig
    const [what = ''] = (error instanceof Error ? error.message : '').split(/\.\s|\n/);
    throw wrong(`${what.replace(/\.$/, '')}.`);
  }
}

function durationOf(text: string): number {
  const ms = parseDuration(text);
  if (ms !== undefined) return ms;
  throw wrong(`--since must be a duration such as 30m, 26h or 7d, not ${JSON.stringify(text)}.`);
}

function nameOf(text: string): string {
  const name = text.trim();
  if (name !== '') return name;
  throw wrong('--peering must be the name of a peering.');
}

const wrong = (sentence: string) => new PeeringBotError('config', sentence, { mend: 'See --help.' });
