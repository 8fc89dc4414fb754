import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { PersonaName } from '../../src/sandbox/slack/client-api.ts';

export interface OpenOptions {
  as?: PersonaName;
  /** A channel's name or id; the bot's first channel otherwise. */
  channel?: string;
  /** 1280 × 800 otherwise. */
  size?: { width: number; height: number };
  scheme?: 'light' | 'dark';
  /** Whether the world panel is open; open otherwise. */
  world?: boolean;
}

/** Where a button or text is looked for. The top modal where one is open, otherwise the whole workspace. */
export type Where = 'modal' | 'home' | 'message' | 'thread' | 'world';

export interface Press {
  in?: Where;
  /** Words of the block that the button stands in or after. */
  row?: string;
  /** Answer to the confirm dialog that the button brings: accepted otherwise. `false` presses its other button. */
  confirm?: boolean;
}

/** A person at the workspace page, in the words that the person reads. */
export interface WorkspacePage {
  page: Page;
  become(as: PersonaName): Promise<void>;
  openChannel(name: string): Promise<void>;
  /** What the app has written to this person, beside its Home. */
  openMessages(app: string): Promise<void>;
  /** Writes in the composer and sends it: `/peering list`. */
  type(text: string): Promise<void>;
  /** A button, or the entry of an overflow menu, by its words. */
  press(name: string, options?: Press): Promise<void>;
  /** Fields of the top modal by their label: a text, a choice, several choices, true for a tick. */
  fill(values: Record<string, string | string[] | boolean>): Promise<void>;
  /** Presses the submit button of the top modal. */
  submit(): Promise<void>;
  /** Closes the top modal with its close button. */
  dismiss(): Promise<void>;
  /** Waits until the words can be seen. */
  see(words: string | RegExp, where?: Where): Promise<void>;
  /** Waits until they cannot be seen any more. */
  seeNot(words: string | RegExp, where?: Where): Promise<void>;
  /** Waits until no button of that name is there. */
  seeNoButton(name: string, where?: Where): Promise<void>;
  /** Waits until the channel's row says so many: `1 for you`, `3 unread`. */
  seeBadge(channel: string, words: string): Promise<void>;
  seeNoBadge(channel: string): Promise<void>;
  /** Chooses from a menu that acts at once, by what it says before something is chosen. */
  choose(menu: string, option: string, options?: Pick<Press, 'in'>): Promise<void>;
  /** Scrolls until the message with these words begins at the top. */
  scrollTo(words: string): Promise<void>;
  /** Waits until a modal of that title is on top. */
  seeModal(title: string): Promise<void>;
  /** Waits until no modal is open. */
  seeNoModal(): Promise<void>;
  topModal(): Locator;
  /** The newest message in the channel with these words. */
  message(words: string): Locator;
  openThread(words: string): Promise<void>;
  showWorld(open: boolean): Promise<void>;
  /** A handle of the world panel by its words, e.g. `Accept in the cloud console` for `orders-web`. */
  turn(name: string, row?: string): Promise<void>;
  /** Takes a picture of the page into PEERING_SCREENSHOTS, or a temporary folder. Answers its path. */
  screenshot(name: string): Promise<string>;
  close(): Promise<void>;
}

/** Opens the page of the sandbox at `url` in a window of its own. */
export async function openWorkspacePage(
  browser: Browser,
  url: string,
  options: OpenOptions = {},
): Promise<WorkspacePage> {
  const context = await openContext(browser, options);
  const page = await context.newPage();
  // A busy machine is slow, not wrong.
  page.setDefaultTimeout(90_000);
  const address = new URL(url);
  address.searchParams.set('as', options.as ?? 'operator');
  if (options.channel) address.searchParams.set('channel', options.channel);
  await page.goto(address.href);
  await page.locator('.stage-grid').waitFor();

  const channelRow = (name: string) =>
    page.getByRole('navigation', { name: 'Channels' }).getByRole('button', { name }).first();
  const topModal = () => page.locator('.modal[data-depth="0"]');
  const message = (words: string) => page.locator('.main .message').filter({ hasText: words }).last();

  async function area(where: Where | undefined): Promise<Locator> {
    if (where === 'home') return page.locator('.home');
    if (where === 'message') return page.locator('.main .messages');
    if (where === 'thread') return page.locator('.thread');
    if (where === 'world') return page.locator('.world');
    if (where === 'modal' || (await topModal().count()) > 0) return topModal();
    return page.locator('.workspace');
  }

  async function press(name: string, { in: where, row, confirm = true }: Press = {}) {
    const within = await area(where);
    if (row === undefined) await buttonOf(within, name).last().click();
    else await pressInRow(within, row, name);
    await answerConfirm(page, confirm);
  }

  async function see(words: string | RegExp, where?: Where) {
    await (await area(where)).getByText(words).last().waitFor();
  }

  async function fillOne(label: string, value: string | string[] | boolean) {
    const modal = topModal();
    if (typeof value === 'boolean') {
      await modal
        .getByLabel(label)
        .or(modal.getByRole('checkbox', { name: label }))
        .first()
        .setChecked(value);
      return;
    }
    const words = wholeLabel(label);
    const labelled = page.locator('.input-label').filter({ hasText: words });
    const field = modal.locator('.input').filter({ has: labelled }).first();
    await field.waitFor();
    if ((await field.getByRole('combobox').count()) > 0) {
      for (const words of [value].flat()) await chooseIn(page, field.getByRole('combobox'), words);
      return;
    }
    const ticks = field.locator('.tick-box');
    if ((await ticks.count()) > 0) {
      for (const words of [value].flat()) await ticks.filter({ hasText: words }).locator('input').check();
      return;
    }
    await field.locator('input, textarea').fill(String(value));
  }

  return {
    page,
    topModal,
    message,
    press,
    see,
    async become(as) {
      await page.getByRole('radio', { name: as }).check({ force: true });
      // The workspace of whoever was there before still stands for a moment.
      await page.locator(`[data-persona=${as}] .stage-grid`).waitFor();
    },
    async openChannel(name) {
      await channelRow(name).click();
      await channelRow(name).and(page.locator('[aria-current=page]')).waitFor();
    },
    async openMessages(app) {
      await channelRow(app).click();
      const tab = page.locator('.head-app').getByRole('button', { name: 'Messages', exact: true });
      await tab.click();
      await tab.and(page.locator('[aria-current=page]')).waitFor();
    },
    async type(text) {
      const composer = page.locator('.main .composer textarea');
      await composer.fill(text);
      await page.locator('.main .composer').getByRole('button', { name: 'Send' }).click();
    },
    async fill(values) {
      for (const [label, value] of Object.entries(values)) await fillOne(label, value);
    },
    async submit() {
      await topModal().locator('.modal-submit').click();
    },
    async dismiss() {
      await topModal().locator('.modal-foot .button').first().click();
    },
    async seeNot(words, where) {
      await (await area(where)).getByText(words).first().waitFor({ state: 'hidden' });
    },
    async seeNoButton(name, where) {
      await buttonOf(await area(where), name)
        .first()
        .waitFor({ state: 'detached' });
    },
    async seeBadge(channel, words) {
      await channelRow(channel).filter({ hasText: words }).waitFor();
    },
    async seeNoBadge(channel) {
      await channelRow(channel).locator('.badge').waitFor({ state: 'detached' });
    },
    async choose(menu, words, { in: where } = {}) {
      const box = (await area(where)).getByRole('combobox').and(page.getByPlaceholder(menu)).last();
      await chooseIn(page, box, words);
    },
    async scrollTo(words) {
      await message(words).evaluate((element: Scrollable) => element.scrollIntoView({ block: 'start' }));
    },
    async seeModal(title) {
      await topModal().getByRole('heading', { name: title, level: 2 }).waitFor();
    },
    async seeNoModal() {
      await page.locator('.modal').first().waitFor({ state: 'detached' });
    },
    async openThread(words) {
      const found = message(words);
      const link = found.locator('.thread-link');
      if ((await link.count()) > 0) await link.click();
      else await found.getByRole('button', { name: 'Reply in thread' }).click({ force: true });
      await page.locator('.thread').waitFor();
    },
    async showWorld(open) {
      const toggle = page.locator('.world-toggle');
      if ((await toggle.getAttribute('aria-expanded')) !== String(open)) await toggle.click();
    },
    async turn(name, row) {
      const label = row === undefined ? name : `${name}: ${row}`;
      // The world answers when what follows from it has happened.
      const answered = page.waitForResponse(
        (response) => response.request().method() === 'POST' && response.url().includes('/sandbox/'),
      );
      await page.locator('.world').getByRole('button', { name: label, exact: true }).click();
      await answered;
    },
    async screenshot(name) {
      const folder = process.env.PEERING_SCREENSHOTS ?? join(tmpdir(), 'peering-bot-screenshots');
      mkdirSync(folder, { recursive: true });
      const path = join(folder, `${name}.png`);
      // What the mouse happens to point at looks different.
      await page.mouse.move(0, 0);
      await settle(page);
      await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
      return path;
    },
    close: () => context.close(),
  };
}

/** What the page's elements can do; its types are not known here. */
interface Scrollable {
  scrollIntoView(options: { block: 'start' }): void;
}

async function openContext(browser: Browser, options: OpenOptions): Promise<BrowserContext> {
  const settings: BrowserContextOptions = {
    viewport: options.size ?? { width: 1280, height: 800 },
    colorScheme: options.scheme ?? 'light',
    deviceScaleFactor: 2,
    locale: 'en-GB',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
  };
  const context = await browser.newContext(settings);
  const { world = true } = options;
  const content = `if (localStorage.getItem('world') === null) localStorage.setItem('world', '${world}')`;
  await context.addInitScript({ content });
  return context;
}

function buttonOf(within: Locator, name: string): Locator {
  return within
    .getByRole('button', { name, exact: true })
    .or(within.getByRole('link', { name, exact: true }));
}

/** The block with these words has the button, or its menu has it, or the nearest block after it, as one reads. */
async function pressInRow(within: Locator, row: string, name: string) {
  const block = within.locator('.block').filter({ hasText: row }).first();
  await block.waitFor();
  for (const place of [block, ...(await block.locator('xpath=following-sibling::*').all())]) {
    if (await pressWithin(place, name)) return;
  }
  throw new Error(`There is no "${name}" at or after "${row}".`);
}

async function pressWithin(place: Locator, name: string): Promise<boolean> {
  const button = buttonOf(place, name);
  if ((await button.count()) > 0) {
    await button.first().click();
    return true;
  }
  const menu = place.getByRole('button', { name: 'More actions' });
  if ((await menu.count()) === 0) return false;
  await menu.first().click();
  const entry = place.page().getByRole('menuitem').filter({ hasText: name });
  if ((await entry.count()) > 0) {
    await entry.first().click();
    return true;
  }
  await menu.first().press('Escape');
  return false;
}

function wholeLabel(label: string): RegExp {
  return new RegExp(`^${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}( \\(optional\\))?$`);
}

/** A confirm dialog follows a press at once or not at all. */
async function answerConfirm(page: Page, agree: boolean) {
  await page.evaluate(twoFrames);
  const dialog = page.getByRole('alertdialog');
  if ((await dialog.count()) === 0) return;
  await dialog.locator(agree ? '.confirm-agree' : '.confirm-deny').click();
}

async function chooseIn(page: Page, box: Locator, words: string) {
  await box.click();
  await box.fill(words);
  const options = page.getByRole('option');
  await options.filter({ hasText: words }).first().click();
}

/** Nothing on its way, nothing moving: two frames after the fonts are there. */
async function settle(page: Page) {
  await page.evaluate(`document.fonts.ready.then(() => ${twoFrames})`);
}

/** Runs in the page: what was decided is drawn by then. */
const twoFrames = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';
