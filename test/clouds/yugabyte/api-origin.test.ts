import { expect, test } from 'vitest';
import { apiOrigin } from '../../../src/clouds/yugabyte/api-origin.ts';
import { connect } from './connect.ts';

test.each([
  ['cloud.yugabyte.com', 'https://cloud.yugabyte.com'],
  [' cloud.yugabyte.com ', 'https://cloud.yugabyte.com'],
  ['https://cloud.yugabyte.com', 'https://cloud.yugabyte.com'],
  ['http://127.0.0.1:4401', 'http://127.0.0.1:4401'],
  ['HTTP://127.0.0.1:4401', 'http://127.0.0.1:4401'],
  ['127.0.0.1:4401', 'https://127.0.0.1:4401'],
  ['https://cloud.yugabyte.com/api/public/v1?x=1#y', 'https://cloud.yugabyte.com'],
  ['cloud.yugabyte.com/path', 'https://cloud.yugabyte.com'],
  ['https://user:word@cloud.yugabyte.com', 'https://cloud.yugabyte.com'],
])('%s is called at %s', (host, origin) => {
  expect(apiOrigin(host)).toBe(origin);
});

test.each(['', ' ', 'https://', 'two words'])('"%s" is no host', (host) => {
  expect(() => apiOrigin(host)).toThrow('YBM_HOST is not a host that can be called.');
});

test.each([
  ['http://db.example.test', 1],
  ['http://127.0.0.1:4401', 0],
  ['http://localhost:4401', 0],
  ['http://[::1]:4401', 0],
  ['db.example.test', 0],
])('%s gives %i warnings', (host, many) => {
  const warnings: string[] = [];
  connect(host, { log: { debug() {}, warn: (_, message) => warnings.push(message) } });
  expect(warnings).toHaveLength(many);
});
