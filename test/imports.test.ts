import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readSource, type SourceImport } from './read-source.ts';

/**
 * Who may know whom: a room is the longest of these paths that a file lies under; within a room everything is allowed.
 * `packages` names what else it may load, where that is not free: Node's own modules and npm packages.
 */
const rooms: Record<string, { knows: string[]; packages?: string[] }> = {
  'src/core': { knows: [], packages: ['zod', 'ipaddr.js', 'fastest-levenshtein', 'node:crypto'] },
  'src/operations': { knows: ['src/core'] },
  'src/reminders': { knows: ['src/core', 'src/operations'] },
  'src/clouds/yugabyte': { knows: ['src/core'] },
  'src/clouds/time': { knows: [] },
  'src/clouds/aws': { knows: ['src/core', 'src/clouds/time'] },
  'src/clouds/gcp': { knows: ['src/core', 'src/clouds/time'] },
  'src/store': { knows: ['src/core'] },
  'src/slack': { knows: ['src/core', 'src/operations'] },
  'src/doctor': { knows: ['src/core', 'src/config'] },
  'src/config': { knows: ['src/core'] },
  'src/observe': { knows: ['src/core'] },
  'src/sandbox': { knows: [] },
  'src/system-clock.ts': { knows: ['src/core'] },
  'src/lean-heap.ts': { knows: [] },
  'src/compose.ts': {
    knows: [
      'src/core',
      'src/operations',
      'src/reminders',
      'src/clouds/yugabyte',
      'src/clouds/aws',
      'src/clouds/gcp',
      'src/store',
      'src/slack',
      'src/doctor',
      'src/config',
      'src/observe',
      'src/system-clock.ts',
    ],
  },
  'src/main.ts': {
    knows: [
      'src/compose.ts',
      'src/core',
      'src/config',
      'src/lean-heap.ts',
      'src/observe',
      'src/system-clock.ts',
    ],
  },
  'src/cli': {
    knows: [
      'src/main.ts',
      'src/compose.ts',
      'src/core',
      'src/operations',
      'src/clouds/yugabyte',
      'src/store',
      'src/slack',
      'src/doctor',
      'src/config',
      'src/observe',
      'src/system-clock.ts',
      'src/sandbox',
    ],
  },
};

/** Packages that only one side may know: nothing but slack knows Slack, nothing above the clouds an SDK, … */
const owners: [names: RegExp, rooms: string[]][] = [
  [/^@slack\/bolt$|^@slack\/web-api$/, ['src/slack', 'src/compose.ts']],
  // Wire types, which the sandbox shares with what it tests.
  [/^@slack\//, ['src/slack', 'src/compose.ts', 'src/sandbox']],
  [/^@aws-sdk\//, ['src/clouds/aws']],
  [/^@google-cloud\/|^googleapis$|^google-auth-library$/, ['src/clouds/gcp']],
  [/^lowdb|^pg$/, ['src/store']],
  [/^pino|^prom-client$/, ['src/observe']],
  [/^preact|^esbuild$|^ws$/, ['src/sandbox']],
];

/** The only files that read the machine's clock; all others are given one. Signatures and sessions are dated in real time. */
const clockReaders = [
  'src/system-clock.ts',
  'src/slack/refuse-future.ts',
  'src/sandbox/clock.ts',
  'src/sandbox/aws/sts.ts',
  'src/sandbox/slack/delivery/post-signed.ts',
];

const root = fileURLToPath(new URL('..', import.meta.url));
const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .map((name) => posix.join('src', name.replaceAll('\\', '/')))
  .filter((name) => /\.tsx?$/.test(name))
  .map((path) => ({ path, ...readSource(path, readFileSync(join(root, path), 'utf8')) }));

function roomOf(path: string): string | undefined {
  return Object.keys(rooms).find((room) => path === room || path.startsWith(`${room}/`));
}

const isFile = ({ from }: SourceImport) => from.startsWith('.');
const target = (path: string, { from }: SourceImport) => posix.join(posix.dirname(path), from);

/** Why this import is forbidden, or undefined. */
function problem(path: string, imported: SourceImport): string | undefined {
  const room = roomOf(path);
  if (!room) return 'lies in no room: give it one in test/imports.test.ts';
  const rule = rooms[room];
  if (imported.from === '(computed)') return 'must name what it loads in plain text';
  if (isFile(imported)) {
    const known = roomOf(target(path, imported));
    if (known === room || (known && rule?.knows.includes(known))) return undefined;
    return `may only know ${rule?.knows.join(', ') || 'its own room'}`;
  }
  if (rule?.packages && !rule.packages.includes(imported.from)) {
    return `may only load ${rule.packages.join(', ')}`;
  }
  const owner = owners.find(([names]) => names.test(imported.from));
  if (owner && !owner[1].includes(room)) return `may not: it belongs to ${owner[1].join(', ')}`;
  return undefined;
}

/** The files that run when `entry` does, on demand or not, with the way to each of them. */
function reach(entry: string, kinds: SourceImport['kind'][]): Map<string, string> {
  const ways = new Map([[entry, entry]]);
  for (const [path, way] of ways) {
    const file = files.find((one) => one.path === path);
    for (const imported of file?.imports ?? []) {
      const next = target(path, imported);
      if (isFile(imported) && kinds.includes(imported.kind) && !ways.has(next))
        ways.set(next, `${way} → ${next}`);
    }
  }
  return ways;
}

const toSandbox = (ways: Map<string, string>) =>
  [...ways].filter(([path]) => path.startsWith('src/sandbox/')).map(([, way]) => way);

describe('who may know whom', () => {
  it('holds for every import in src', () => {
    const problems = files.flatMap(({ path, imports }) =>
      imports.flatMap((imported) => {
        const why = problem(path, imported);
        return why ? [`${path}:${imported.line} imports ${imported.from}, but ${why}`] : [];
      }),
    );
    expect(problems).toEqual([]);
  });

  it('keeps the sandbox out of production: the bot never reaches it, the command only on demand', () => {
    expect(toSandbox(reach('src/main.ts', ['static', 'dynamic']))).toEqual([]);
    expect(toSandbox(reach('src/cli/main.ts', ['static']))).toEqual([]);
    expect(toSandbox(reach('src/cli/main.ts', ['static', 'dynamic']))).not.toEqual([]);
  });

  it('loads the database driver only for a database', () => {
    const loaded = reach('src/store/open-store.ts', ['static']);
    const packages = files
      .filter(({ path }) => loaded.has(path))
      .flatMap(({ imports }) => imports.filter(({ kind }) => kind === 'static').map(({ from }) => from));
    expect(packages).not.toContain('pg');
    expect(packages).not.toContain('lowdb');
  });
});

describe('what comes from outside', () => {
  it('is all that core knows of time, chance and the machine', () => {
    const uses = files
      .filter(({ path }) => path.startsWith('src/core/'))
      .flatMap(({ path, outside }) => outside.map(({ what, line }) => `${path}:${line} uses ${what}`));
    expect(uses).toEqual([]);
  });

  it('is the time, everywhere but where a clock is made', () => {
    const uses = files
      .filter(({ path }) => !clockReaders.includes(path))
      .flatMap(({ path, outside }) =>
        outside
          .filter(({ what }) => what === 'Date.now' || what === 'new Date()')
          .map(({ what, line }) => `${path}:${line} uses ${what}: take a Clock`),
      );
    expect(uses).toEqual([]);
  });
});

describe('reading a source', () => {
  it('finds every form of import', () => {
    const { imports } = readSource(
      'a.ts',
      `import a, { type B } from './static.ts';
       import type { C } from './type.ts';
       import './side-effect.ts';
       export { d } from './exported.ts';
       export * from './all.ts';
       export type { E } from './exported-type.ts';
       type F = import('./import-type.ts').F;
       const g = async () => (await import('./dynamic.ts')).g;
       const h = (name: string) => import(name);
       const i = require('./required.ts');
       // import './comment.ts';
       const j = "import './text.ts'";`,
    );
    expect(imports.map(({ from, kind }) => `${kind} ${from}`)).toEqual([
      'static ./static.ts',
      'type ./type.ts',
      'static ./side-effect.ts',
      'static ./exported.ts',
      'static ./all.ts',
      'type ./exported-type.ts',
      'type ./import-type.ts',
      'dynamic ./dynamic.ts',
      'dynamic (computed)',
      'dynamic ./required.ts',
    ]);
    expect(imports.at(-1)?.line).toBe(10);
  });

  it('finds what is taken from the outside world, and leaves names of the same look alone', () => {
    const { outside } = readSource(
      'a.ts',
      `const a = [Date.now(), new Date(), Math.random(), process.env, fetch, setTimeout];
       const now = Date.now;
       const fine = [new Date(0), Date.UTC(2026), Math.max(1), b.process, { process: 1 }, clock.now()];
       interface Fine { process: string; fetch(): void }
       // Date.now() process`,
    );
    expect(outside.map(({ what, line }) => `${line} ${what}`)).toEqual([
      '1 Date.now',
      '1 new Date()',
      '1 Math.random',
      '1 process',
      '1 fetch',
      '1 setTimeout',
      '2 Date.now',
    ]);
  });

  it('refuses what the rules forbid', () => {
    const says = (path: string, from: string) => problem(path, { from, kind: 'static', line: 1 });
    expect(says('src/core/cidr.ts', '../store/lowdb.ts')).toBe('may only know its own room');
    expect(says('src/core/cidr.ts', 'node:fs')).toContain('may only load zod');
    expect(says('src/core/chain/judge.ts', '../cidr.ts')).toBeUndefined();
    expect(says('src/store/lowdb.ts', '../slack/ids.ts')).toBe('may only know src/core');
    expect(says('src/clouds/aws/ec2.ts', '../yugabyte/yugabyte.ts')).toBe(
      'may only know src/core, src/clouds/time',
    );
    expect(says('src/sandbox/world.ts', '../core/cidr.ts')).toBe('may only know its own room');
    expect(says('src/operations/list.ts', '@slack/bolt')).toContain('belongs to src/slack');
    expect(says('src/compose.ts', './sandbox/world.ts')).toContain('may only know');
    expect(says('src/new-room/file.ts', './other.ts')).toContain('lies in no room');
  });
});
