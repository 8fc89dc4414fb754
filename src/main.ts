#!/usr/bin/env node
import './lean-heap.ts';
import { compose } from './compose.ts';
import { explainConfig } from './config/explain-config.ts';
import { ConfigError, loadConfig } from './config/load-config.ts';
import { loadEnvFile } from './config/load-env-file.ts';
import { createRedactor } from './config/redact.ts';
import { settings } from './config/settings.ts';
import { PeeringBotError } from './core/errors.ts';

/** https://man.freebsd.org/cgi/man.cgi?sysexits */
const EX_CONFIG = 78;
const STOP_WITHIN_MS = 10_000;

loadEnvFile();

try {
  const bot = await compose(loadConfig(process.env));
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    bot.log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    bot.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        bot.log.error({ error }, 'could not stop cleanly');
        process.exit(1);
      },
    );
  };
  // A supervisor and a terminal may both send it: a second one must not cut the stop short.
  process.on('SIGTERM', stop).on('SIGINT', stop);
  process.on('unhandledRejection', (error) => bot.log.error({ error }, 'unhandled rejection'));
  await bot.start();
} catch (error) {
  if (error instanceof ConfigError) {
    const nothingSet = Object.keys(settings.shape).every(
      (key) => !key.match(/^(SLACK|YBM|PEERING)_/) || !process.env[key],
    );
    process.stderr.write(explainConfig(error.problems, nothingSet));
    process.exit(EX_CONFIG);
  }
  process.stderr.write(`Peering Bot could not start: ${redactAll(sayError(error))}\n`);
  process.exit(1);
}

/** Also without a valid config: whatever stands in a variable that might be a secret is hidden. */
function redactAll(text: string): string {
  const secrets = Object.entries(process.env).flatMap(([key, value]) =>
    /TOKEN|SECRET|KEY|DATABASE_URL/.test(key) && value ? [value] : [],
  );
  return createRedactor(secrets)(text);
}

function sayError(error: unknown): string {
  if (error instanceof PeeringBotError)
    return [error.message, error.means, error.mend].filter(Boolean).join(' ');
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
