import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { createInAws, createInGcp, terminateInAws, terminateInGcp } from './crash/cloud-stories.ts';
import { compileBot } from './crash/compile-bot.ts';
import { killAtEveryStep } from './crash/kill-at-every-step.ts';

let folder: string;
let script: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'peering-crash-bot-'));
  script = await compileBot(folder);
});
afterAll(() => rm(folder, { recursive: true }));

describe.concurrent('killed at every step and started again, it ends as if nothing had happened', () => {
  test.each([createInAws, createInGcp, terminateInAws, terminateInGcp])('$name', (story) =>
    killAtEveryStep(story, script),
  );
});
