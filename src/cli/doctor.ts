import { composeDoctor, logFor } from '../compose.ts';
import { ConfigError, loadConfig } from '../config/load-config.ts';
import { loadEnvFile } from '../config/load-env-file.ts';
import type { Checked } from '../core/checked.ts';
import { createStoreProbe } from '../store/probe.ts';
import { systemClock } from '../system-clock.ts';
import { sayChecks } from './say-checks.ts';

/** https://man.freebsd.org/cgi/man.cgi?sysexits */
const EX_USAGE = 64;

const HELP = `Looks whether everything is set up, and says how to mend what is not. May run beside the bot.

  npm run doctor -- [--json]

  --json   one JSON array of {check, status, sentence, mend}; status is "ok", "problem" or "not checkable",
           mend is null where there is nothing to do. With npm run --silent doctor nothing else is printed.

Takes its settings from the environment or .env, as the bot does. Changes nothing: of the data file it makes sure
that it could be written, of Slack and Yugabyte it only reads.

Exit codes: 0 no problem; 1 at least one problem; 64 wrong words.
`;

/** `peering-bot doctor`; sets the exit code. */
export async function runDoctor(args: readonly string[]): Promise<void> {
  const wrong = args.find((arg) => arg !== '--json' && arg !== '--help');
  if (wrong !== undefined) {
    process.stderr.write(`There is no option "${wrong}".\n\n${HELP}`);
    process.exitCode = EX_USAGE;
    return;
  }
  if (args.includes('--help')) {
    process.stdout.write(HELP);
    return;
  }
  loadEnvFile();
  const checks = await examine();
  process.stdout.write(args.includes('--json') ? toJson(checks) : sayChecks(checks));
  process.exitCode = checks.some(({ status }) => status === 'problem') ? 1 : 0;
  // Whatever a check left under way holds nobody up.
  setTimeout(() => process.exit(), 500).unref();
}

async function examine(): Promise<Checked[]> {
  try {
    const config = loadConfig(process.env);
    const log = logFor({ ...config, logLevel: 'silent' });
    return await composeDoctor(config, {
      log,
      store: createStoreProbe({ ...config.store, clock: systemClock }),
    }).examine();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map(({ key, found, allowed, mend }) => ({
      check: `Setting ${key}`,
      status: 'problem',
      sentence: `Found ${found}; it must be ${allowed}.`,
      mend,
    }));
  }
}

const toJson = (checks: readonly Checked[]) =>
  `${JSON.stringify(
    checks.map(({ check, status, sentence, mend = null }) => ({ check, status, sentence, mend })),
    null,
    2,
  )}\n`;
