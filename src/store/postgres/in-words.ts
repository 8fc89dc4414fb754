import { PeeringBotError } from '../../core/errors.ts';

interface Words {
  why: string;
  mend: string;
}

const rights = 'Give the user in DATABASE_URL the right to create tables in the schema and to change them.';

/** By SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html) and by the system's codes. */
const words: Record<string, Words> = {
  ECONNREFUSED: {
    why: 'nothing listens at its address',
    mend: 'Start the database, or correct DATABASE_URL.',
  },
  ENOTFOUND: { why: 'its host name is not known', mend: 'Correct the host in DATABASE_URL.' },
  EAI_AGAIN: { why: 'its host name could not be looked up', mend: 'Check the name service of this machine.' },
  ENOENT: { why: 'nothing listens at its address', mend: 'Start the database, or correct DATABASE_URL.' },
  ECONNRESET: { why: 'it closed the connection', mend: 'Check that the database is up.' },
  EPIPE: { why: 'it closed the connection', mend: 'Check that the database is up.' },
  ETIMEDOUT: {
    why: 'it did not answer in time',
    mend: 'Check the network between the bot and the database.',
  },
  EHOSTUNREACH: {
    why: 'there is no way to its host',
    mend: 'Check the network between the bot and the database.',
  },
  '28P01': { why: 'it refused the user or password', mend: 'Correct the user and password in DATABASE_URL.' },
  '28000': {
    why: 'it refused the user',
    mend: 'Let the user in DATABASE_URL in (pg_hba.conf, TLS, the right to log in).',
  },
  '3D000': {
    why: 'there is no database of that name',
    mend: 'Create the database, or correct DATABASE_URL.',
  },
  '42501': { why: 'the user lacks a right', mend: rights },
  '3F000': { why: 'the user has no schema to create tables in', mend: rights },
  '25006': { why: 'it is read-only', mend: 'Point DATABASE_URL at the primary, not at a standby.' },
  '53100': { why: 'its disk is full', mend: 'Free some space on the disk of the database.' },
  '53300': {
    why: 'it takes no more connections',
    mend: 'Raise max_connections, or close some; the bot needs four.',
  },
  '57P01': { why: 'it is shutting down', mend: 'Start the database again.' },
  '57P03': { why: 'it is starting up', mend: 'Wait until the database is up.' },
  '57014': { why: 'it took too long', mend: 'Check the load of the database.' },
  '0A000': {
    why: 'it lacks a feature of PostgreSQL that the bot needs',
    mend: 'Use PostgreSQL 13 or newer.',
  },
};

const messages: [RegExp, Words][] = [
  [/timeout/i, { why: 'it did not answer in time', mend: 'Check the network and the load of the database.' }],
  [
    /terminated|not queryable|closed/i,
    { why: 'the connection was lost', mend: 'Check that the database is up.' },
  ],
  [
    /SSL|TLS|certificate/i,
    { why: 'no secure connection could be made', mend: 'Check sslmode in DATABASE_URL and the certificate.' },
  ],
];

/**
 * `store-unwritable` for whatever the driver throws. The driver's own words are used for nothing that is shown,
 * and kept as a cause only where they come from the database or the system: never with the URL or the password.
 */
export function inWords(error: unknown): PeeringBotError {
  if (error instanceof PeeringBotError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = error instanceof Error ? error.message : '';
  if (code === 'ERR_INVALID_URL') return unreadableUrl();
  const found = words[code] ?? messages.find(([pattern]) => pattern.test(message))?.[1];
  const { why, mend } = found ?? {
    why: code ? `it reports the error ${code}` : 'it reports an error',
    mend: 'See the log of the bot and of the database.',
  };
  return new PeeringBotError('store-unwritable', `The database in DATABASE_URL could not be used: ${why}.`, {
    means: 'A change that was under way may or may not have been kept; nothing else is lost.',
    mend,
    cause: error,
  });
}

function unreadableUrl(): PeeringBotError {
  return new PeeringBotError('config', 'DATABASE_URL is not a valid URL.', {
    means: 'The bot cannot tell which database to use.',
    mend: 'Write postgres://USER:PASSWORD@HOST:5432/DATABASE; special characters in the password percent-encoded.',
  });
}
