import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { type Sandbox, type SandboxOptions, startSandbox } from '../journeys/sandbox.ts';
import { withoutClouds } from '../journeys/without-clouds.ts';
import { openChromium } from './open-chromium.ts';
import { type OpenOptions, openWorkspacePage, type WorkspacePage } from './workspace-page.ts';

/** When every world of a picture begins, so that a picture is the same whenever it is made: Tuesday, 10:00 UTC. */
const PICTURE_TIME = Date.UTC(2026, 2, 3, 10, 0, 0);

/** The real bot in a sandbox of its own, and somebody at its page. */
export interface Opened {
  sandbox: Sandbox;
  page: WorkspacePage;
}

/** For a file of journeys: one Chromium, a fresh sandbox and window per test. */
export function withSandbox() {
  let browser: Browser | undefined;
  const opened: Opened[] = [];

  beforeAll(async () => {
    browser = await openChromium();
  });
  afterEach(async () => {
    for (const { page, sandbox } of opened.splice(0)) {
      await page.close();
      await sandbox.end();
    }
  });
  afterAll(() => browser?.close());

  return {
    async open(options: SandboxOptions, window: OpenOptions = {}): Promise<Opened> {
      if (!browser) throw new Error('Chromium is not there.');
      const sandbox = await startSandbox({
        start: PICTURE_TIME,
        ...options,
        settings: { ...withoutClouds, ...options.settings },
      });
      const page = await openWorkspacePage(browser, sandbox.world.addresses.slack, window);
      opened.push({ sandbox, page });
      return { sandbox, page };
    },
  };
}
