import { ConfigError, loadStoreConfig } from '../config/load-config.ts';
import { loadEnvFile } from '../config/load-env-file.ts';
import { createRedactor } from '../config/redact.ts';
import { hasCode, PeeringBotError } from '../core/errors.ts';
import { sayList } from '../core/say-list.ts';
import { type AuditReading, readAudit } from '../store/read-audit.ts';
import { systemClock } from '../system-clock.ts';
import { type AuditOptions, auditOptions } from './audit-options.ts';
import { auditTable } from './audit-table.ts';

/** https://man.freebsd.org/cgi/man.cgi?sysexits */
const EX = { USAGE: 64, DATAERR: 65, NOINPUT: 66, CONFIG: 78 };

const HELP = `Prints the audit log: every attempt to change a peering, allowed or not, oldest first.

  npm run audit -- [--since 7d] [--peering NAME] [--json]

  --since DURATION   only what is not older, such as 30m, 26h, 7d
  --peering NAME     only what is about peerings of this name, in any case
  --json             one JSON object a line, as it is stored: at (ms since 1970), userId, teamId, action, peeringName,
                     peeringId, planDigest, decision, approverId, outcome, detail, ref.
                     With npm run audit --silent nothing else is printed.

Reads what DATABASE_URL or PEERING_DATA_FILE (environment or .env) name, changes nothing, and may run beside the bot.

Exit codes: 0 done; 1 it could not be read; 64 wrong words; 65 lines are damaged, the others are printed;
66 there is no audit log; 78 a setting is wrong.
`;

/** `peering-bot audit`; sets the exit code. */
export async function runAudit(args: readonly string[]): Promise<void> {
  // The reader may have seen enough (`| head`).
  process.stdout.on('error', () => process.exit());
  try {
    const options = auditOptions(args, systemClock.now());
    process.exitCode = await audit(options).catch((error: unknown) => failed(error, exitCodeOf(error)));
  } catch (error) {
    process.exitCode = failed(error, EX.USAGE);
  }
}

function failed(error: unknown, code: number): number {
  process.stderr.write(`${sayError(error)}\n`);
  return code;
}

async function audit({ filter, json, help }: AuditOptions): Promise<number> {
  if (help) {
    process.stdout.write(HELP);
    return 0;
  }
  loadEnvFile();
  const { store, secrets } = loadStoreConfig(process.env);
  const reading = await readAudit(store, filter);
  const hide = createRedactor(secrets);
  if (json) for (const entry of reading.entries) process.stdout.write(`${hide(JSON.stringify(entry))}\n`);
  else process.stdout.write(hide(forPeople(reading)));
  if (reading.damaged.length === 0) return 0;
  process.stderr.write(sayDamaged(reading));
  return EX.DATAERR;
}

const forPeople = ({ entries }: AuditReading) =>
  entries.length > 0 ? auditTable(entries) : 'The audit log holds nothing that matches.\n';

function sayDamaged({ damaged, file }: AuditReading): string {
  const [lines, are] = damaged.length === 1 ? ['Line', 'is'] : ['Lines', 'are'];
  return `${lines} ${sayList(damaged.map(String))} of ${file} cannot be read and ${are} left out; a crash while a line was written leaves such a one.\n`;
}

function sayError(error: unknown): string {
  if (error instanceof ConfigError) {
    return error.problems
      .map(({ key, found, allowed }) => `${key} must be ${allowed}; found: ${found}.`)
      .join('\n');
  }
  if (error instanceof PeeringBotError) return [error.message, error.mend].filter(Boolean).join(' ');
  // Whatever else it is may carry the password of the database.
  return 'The audit log could not be read: something went wrong inside this command.';
}

function exitCodeOf(error: unknown): number {
  if (hasCode(error, 'config')) return EX.CONFIG;
  return hasCode(error, 'not-found') ? EX.NOINPUT : 1;
}
