import { expect, test } from 'vitest';
import { createRedactor } from '../../src/config/redact.ts';
import { createLog } from '../../src/observe/log.ts';

const secret = 'not-a-real-secret-1234567890';

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog({ level: 'debug', redact: createRedactor([secret]), write: (line) => lines.push(line) }));
  return lines.join('');
}

test('a secret is hidden in fields, messages, errors and their causes', () => {
  const text = logged((log) => {
    log.info({ token: secret, nested: { deep: [`x${secret}y`] } }, `message with ${secret}`);
    log.error({ error: new Error(`outer ${secret}`, { cause: new Error(`inner ${secret}`) }) }, 'failed');
  });
  expect(text).not.toContain(secret);
  expect(text).toContain('outer [redacted]');
  expect(text).toContain('inner [redacted]');
});

test('what looks like a token is hidden although nobody named it', () => {
  const tokens = [
    'xoxb-local-not-a-real-token',
    'xapp-1-not-a-real-token',
    'eyJub3QiOiJhIHJlYWwga2V5In0.e30.c2ln',
    'Bearer abcdefghijklmnop',
    'postgres://bot:hunter22@127.0.0.1/db',
  ];
  const text = logged((log) =>
    tokens.forEach((token) => {
      log.warn(`saw ${token}`);
    }),
  );
  for (const hidden of ['local-not-a-real-token', 'xapp-1', 'eyJub3Q', 'abcdefghijklmnop', 'hunter22']) {
    expect(text).not.toContain(hidden);
  }
  expect(text).toContain('postgres://bot:[redacted]@127.0.0.1/db');
});

test('an error keeps its code and its causes', () => {
  const cause = Object.assign(new Error('connection refused'), { code: 'ECONNREFUSED' });
  const text = logged((log) => log.error({ error: new Error('no answer', { cause }) }, 'failed'));
  expect(JSON.parse(text)).toMatchObject({
    level: 'error',
    error: { message: 'no answer', cause: { code: 'ECONNREFUSED' } },
  });
});
