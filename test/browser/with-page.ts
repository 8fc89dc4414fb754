import type { Browser, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { createFakeWorkspace, type FakeWorkspace } from './fake-workspace.ts';
import { modal } from './fixture-blocks.ts';
import { openChromium } from './open-chromium.ts';
import { type OpenOptions, openWorkspacePage, type WorkspacePage } from './workspace-page.ts';

/** For a file of tests: one Chromium and one fake workspace, a fresh window per test. */
export function withPage() {
  let browser: Browser;
  let fake: FakeWorkspace;
  let opened: WorkspacePage[] = [];

  beforeAll(async () => {
    [browser, fake] = await Promise.all([openChromium(), createFakeWorkspace()]);
  });
  afterEach(async () => {
    await Promise.all(opened.map((page) => page.close()));
    opened = [];
    fake.reset();
  });
  afterAll(async () => {
    await browser?.close();
    await fake?.close();
  });

  return {
    fake: () => fake,
    async open(options: OpenOptions = {}): Promise<WorkspacePage> {
      const page = await openWorkspacePage(browser, fake.url, options);
      opened.push(page);
      return page;
    },
    /** Lets the app push a modal in front of the operator. */
    push(view: object, fields: object = {}) {
      fake.change('operator', (state) => {
        state.views.push(modal(`V${state.views.length + 1}`, view, fields));
      });
    },
  };
}

/** Waits until the predicate holds, and answers what it gave. */
export async function until<T>(
  look: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  for (let tries = 0; tries < 3_000; tries += 1) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`It never came true: ${look}`);
}

/** Whether the element itself has the focus. */
export async function isFocused(element: Locator): Promise<boolean> {
  return (await element.and(element.page().locator(':focus')).count()) > 0;
}

/** Whether something inside of it has the focus, or itself. */
export async function hasFocus(area: Locator): Promise<boolean> {
  return (await area.locator(':focus').count()) > 0 || (await isFocused(area));
}
