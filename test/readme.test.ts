import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { scopes } from '../src/slack/manifest.ts';

const readme = readFileSync('README.md', 'utf8');
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

test('every scope stands in the README with its reason', () => {
  for (const { scope, reason } of scopes) {
    const row = readme.split('\n').find((line) => line.startsWith(`| \`${scope}\``));
    expect(row, scope).toContain(reason);
  }
});

test('every npm script that the README names exists, and the two first command lines stand there', () => {
  for (const [, script = ''] of readme.matchAll(/npm run (?:--silent )?([\w:-]+)/g))
    expect(Object.keys(scripts)).toContain(script);
  expect(readme).toContain('npm ci && npm run sandbox');
  expect(readme).toContain('npm ci && npm test');
});

test('every picture and page that the README shows is there', () => {
  for (const [, target = ''] of readme.matchAll(/\]\((?!https?:|#)([^)]+)\)/g))
    expect(existsSync(target), target).toBe(true);
});
