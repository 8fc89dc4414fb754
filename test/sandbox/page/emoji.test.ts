import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { characterOf, drawingOf } from '../../../src/sandbox/page/text/emoji-names.ts';

const root = new URL('../../../src/slack', import.meta.url).pathname;

const known = (name: string) => (drawingOf(name) ?? characterOf(name)) !== undefined;

test('every emoji that the bot writes is drawn by the page', () => {
  const names = new Set(
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => readFileSync(join(root, file), 'utf8').match(/(?<=[`\s]):[a-z_]+:(?=[`\s])/g) ?? []),
  );
  expect(names.size).toBeGreaterThan(8);
  expect([...names].filter((name) => !known(name.slice(1, -1)))).toEqual([]);
});
