import pino from 'pino';

export type Log = pino.Logger;

interface LogOptions {
  level: string;
  /** Applied to every line as it leaves, whatever field the secret stood in. */
  redact: (text: string) => string;
  write?: (line: string) => void;
}

/** Structured log: one JSON line per entry on standard output. */
export function createLog({ level, redact, write = (line) => process.stdout.write(line) }: LogOptions): Log {
  return pino(
    {
      level,
      base: { app: 'peering-bot' },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: errorFields, err: errorFields },
    },
    { write: (line: string) => write(redact(line)) },
  );
}

/** What is worth keeping of an error: its words, where it came from, and its causes likewise. */
function errorFields(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? error.code : undefined;
  return {
    name,
    message,
    ...(code !== undefined && { code }),
    stack,
    ...(cause !== undefined && { cause: errorFields(cause) }),
  };
}
