import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import {
  type Aeon,
  breakOff,
  hang,
  html,
  raw,
  reset,
  stall,
  startAeon,
  status,
  type Trouble,
} from './aeon.ts';
import { apiKey, connect, failure } from './connect.ts';

let aeon: Aeon;
const seen: unknown[] = [];
beforeEach(async () => {
  aeon = await startAeon();
});
afterEach(() => aeon.stop());

const short = { timeouts: { answerMs: 500, overallMs: 1_000, budgetMs: 10_000 } };

interface Case {
  name: string;
  trouble: Trouble;
  code: string;
  says: string;
  mend?: string;
  /** How often the list is asked for until the client gives up. */
  asked: number;
  options?: object;
}

const cases: Case[] = [
  {
    name: 'expired key',
    trouble: status(401, 'JWT has expired'),
    code: 'unauthorized',
    says: 'the Yugabyte API key has expired: JWT has expired.',
    mend: 'Make a new key in YugabyteDB Aeon under Security > Access Control > API Keys > Create API Key, set it as YBM_APIKEY and restart the bot.',
    asked: 1,
  },
  {
    name: 'wrong key',
    trouble: status(401, 'Invalid JWT'),
    code: 'unauthorized',
    says: 'Yugabyte does not accept the API key: Invalid JWT.',
    asked: 1,
  },
  {
    name: '401 as a page',
    trouble: html(401),
    code: 'unauthorized',
    says: 'does not accept the API key.',
    asked: 1,
  },
  {
    name: '403',
    trouble: status(403, 'Role lacks vpc.read'),
    code: 'forbidden',
    says: 'Yugabyte forbids it to this API key: Role lacks vpc.read.',
    mend: 'role of the API key',
    asked: 1,
  },
  {
    name: '404',
    trouble: status(404, 'Nope'),
    code: 'not-found',
    says: 'no such thing (any more): Nope.',
    asked: 1,
  },
  {
    name: 'API not enabled',
    trouble: status(404, 'Requested API not found'),
    code: 'not-found',
    says: 'Yugabyte does not offer this call to the account: Requested API not found.',
    asked: 1,
  },
  {
    name: '409',
    trouble: status(409, 'Cluster is not in an active state'),
    code: 'conflict',
    says: 'conflicts with the present state at Yugabyte: Cluster is not in an active state.',
    asked: 1,
  },
  {
    name: '422',
    trouble: status(422, 'cidr is wrong'),
    code: 'rejected',
    says: 'did not accept it (HTTP 422): cidr is wrong.',
    asked: 1,
  },
  { name: '429', trouble: status(429), code: 'rate-limited', says: 'gets too many calls.', asked: 4 },
  {
    name: '429 with a long Retry-After',
    trouble: status(429, 'slow down', { 'retry-after': '90' }),
    code: 'rate-limited',
    says: 'gets too many calls and asks to wait 90 s: slow down.',
    asked: 1,
    // A pause that does not fit in is not begun.
    options: { retry: { longestRetryAfterMs: 100_000 } },
  },
  {
    name: '500',
    trouble: status(500, 'boom'),
    code: 'server-error',
    says: 'had an error of its own (HTTP 500): boom.',
    asked: 4,
  },
  { name: '503 without body', trouble: status(503), code: 'server-error', says: '(HTTP 503).', asked: 4 },
  {
    name: 'maintenance',
    trouble: status(503, 'The control plane is read-only during maintenance'),
    code: 'server-error',
    says: 'Yugabyte is in maintenance and takes no changes: The control plane is read-only during maintenance.',
    mend: 'after the maintenance window',
    asked: 4,
  },
  {
    name: 'page, 200',
    trouble: html(200),
    code: 'bad-answer',
    says: 'a web page instead of data (HTTP 200).',
    asked: 1,
  },
  {
    name: 'page, 404',
    trouble: html(404),
    code: 'bad-answer',
    says: 'a web page instead of data (HTTP 404).',
    asked: 1,
  },
  {
    name: 'page, 502',
    trouble: html(502),
    code: 'bad-answer',
    says: 'a web page instead of data (HTTP 502).',
    asked: 4,
  },
  {
    name: 'redirect',
    trouble: (response) => void response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end('<a>'),
    code: 'bad-answer',
    says: 'sends elsewhere (HTTP 302) instead of answering.',
    asked: 1,
  },
  {
    name: 'truncated JSON',
    trouble: raw(200, '{"data":[{"sp'),
    code: 'bad-answer',
    says: 'was cut off',
    asked: 4,
  },
  {
    name: 'connection lost in the body',
    trouble: breakOff,
    code: 'bad-answer',
    says: 'was cut off.',
    asked: 4,
  },
  { name: 'empty body', trouble: raw(200, ''), code: 'bad-answer', says: 'was empty', asked: 4 },
  { name: 'plain text', trouble: raw(200, 'OK'), code: 'bad-answer', says: 'was no JSON', asked: 1 },
  {
    name: 'other JSON',
    trouble: raw(200, '{"ok":true}'),
    code: 'bad-answer',
    says: 'not of the expected form',
    asked: 1,
  },
  {
    name: 'null list',
    trouble: raw(200, '{"data":null}'),
    code: 'bad-answer',
    says: 'not of the expected form',
    asked: 1,
  },
  { name: 'reset', trouble: reset, code: 'unreachable', says: 'broke off.', asked: 4 },
  {
    name: 'slow server',
    trouble: hang,
    code: 'timeout',
    says: 'did not answer within 500 ms.',
    asked: 4,
    options: short,
  },
  {
    name: 'slow body',
    trouble: stall,
    code: 'timeout',
    says: 'did not answer within 1 s.',
    asked: 3,
    options: short,
  },
];

test.each(cases)('$name', async ({ trouble, code, says, mend = '', asked, options }) => {
  aeon.trouble('GET', '/vpc-peerings', trouble, 99);
  const error = await failure(connect(aeon.host, options).listPeerings());
  seen.push(error);
  expect(error.message).toContain(says);
  expect(error.message).toMatch(/^Reading the peerings failed: .*[^.]\.$/);
  expect(error.code).toBe(code);
  expect(error.mend).toContain(mend);
  expect(error.means).toBeTruthy();
  expect(error.means).not.toContain('changed by this call');
  const times = aeon.count('GET', '/vpc-peerings');
  // How many tries fit into a budget of real time depends on the machine.
  if (options === short) expect(times).toBeGreaterThan(1);
  else expect(times).toBe(asked);
});

test('dead server', async () => {
  await aeon.stop();
  const error = await failure(connect(aeon.host).listPeerings());
  seen.push(error);
  expect(error.code).toBe('unreachable');
  expect(error.message).toBe(
    `Finding out the Yugabyte account failed: 127.0.0.1:${aeon.port} refused the connection.`,
  );
});

test('unknown name', async () => {
  // What Node's fetch throws then, without asking a name server.
  const fetch = async () => {
    const cause = Object.assign(new Error('getaddrinfo ENOTFOUND db.example.test'), { code: 'ENOTFOUND' });
    throw new TypeError('fetch failed', { cause });
  };
  const error = await failure(connect('db.example.test', { fetch }).listPeerings());
  seen.push(error);
  expect(error.message).toContain('the name of db.example.test is not known (DNS).');
  expect(error.mend).toContain('YBM_HOST');
});

test('a host without scheme that speaks plain HTTP: the mend names the scheme', async () => {
  const error = await failure(connect(`127.0.0.1:${aeon.port}`).listPeerings());
  seen.push(error);
  expect(error.code).toBe('unreachable');
  expect(error.message).toContain('no secure connection');
  expect(error.mend).toContain('http:// in front');
});

test('reads get better: one bad answer of each passing kind is not noticed', async () => {
  const db = connect(aeon.host);
  for (const trouble of [status(503), status(429, '', { 'retry-after': '1' }), reset, raw(200, '{"da')]) {
    aeon.trouble('GET', '/vpc-peerings', trouble);
    expect(await db.listPeerings()).toEqual([]);
  }
});

test('an answer that has begun may take longer than one that has not', async () => {
  aeon.trouble('GET', '/vpc-peerings', (response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).write('{"data":');
    setTimeout(() => response.end('[]}'), 2_000);
  });
  const db = connect(aeon.host, { timeouts: { answerMs: 1_500 }, retry: { reads: 1 } });
  await db.listAllowLists();
  expect(await db.listPeerings()).toEqual([]);
});

test('the words of the server are shown short, on one line and without keys', async () => {
  const detail = `first\nsecond\u202e ${apiKey} Bearer abc.def "eyJhbGciOi.other.jwt" ${'x'.repeat(500)}`;
  aeon.trouble('GET', '/vpc-peerings', status(400, detail));
  const error = await failure(connect(aeon.host).listPeerings());
  seen.push(error);
  expect(error.message).toContain('first second [masked] [masked] "[masked]" xxx');
  expect(error.message.length).toBeLessThan(300);
});

test('an echo of the key outside of JSON, or of a key that is no JWT, shows nothing', async () => {
  const plain = 'local-plain-test-key';
  aeon.trouble('GET', '/vpc-peerings', raw(200, `{"token": ${plain}`), 9);
  seen.push(await failure(connect(aeon.host, { apiKey: plain }).listPeerings()));
  aeon.trouble('GET', '/account', status(400, `bad key ${plain}`));
  const error = await failure(connect(aeon.host, { apiKey: plain }).listPeerings());
  expect(inspect([error, seen], { depth: 9 })).not.toContain(plain);
});

test('the key is in no log line', async () => {
  const lines: unknown[] = [];
  const log = {
    debug: (...line: unknown[]) => lines.push(line),
    warn: (...line: unknown[]) => lines.push(line),
  };
  aeon.trouble('GET', '', status(500, `it was ${apiKey}`), 99);
  const db = connect(aeon.host, { log });
  await failure(db.observe());
  expect(lines.length).toBeGreaterThan(1);
  expect(inspect(lines, { depth: 9 })).not.toMatch(/eyJ|local-test-key/);
});

test('a redirect is not followed: the key goes nowhere else', async () => {
  const elsewhere: unknown[] = [];
  const server = createServer((request, response) => {
    elsewhere.push(request.headers);
    response.end('{"data":[]}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const location = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  aeon.trouble('GET', '', (response) => void response.writeHead(307, { location }).end(), 9);
  seen.push(await failure(connect(aeon.host).listPeerings()));
  expect(elsewhere).toEqual([]);
  server.close();
});

afterAll(() => {
  expect(seen.length).toBeGreaterThan(cases.length);
  const everything = inspect(seen, { depth: 12, showHidden: true });
  expect(everything).not.toMatch(/eyJ|local-test-key|not-a-signature|Bearer/);
});
