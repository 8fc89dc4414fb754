import { describe, expect, it } from 'vitest';
import { formView } from './fixture-blocks.ts';
import { findFaint, findOverhang } from './measure-page.ts';
import { hasChromium } from './open-chromium.ts';
import { withPage } from './with-page.ts';

describe.skipIf(!hasChromium)('looks', () => {
  const { open, push } = withPage();

  it.each(['light', 'dark'] as const)('has enough contrast in the %s scheme', async (scheme) => {
    const { page, message } = await open({ scheme });
    await message('is Pending').waitFor();
    expect(await findFaint(page, '.page')).toEqual([]);
    push(formView, { errors: { name: 'This name is taken.' }, trouble: 'We had some trouble connecting.' });
    await page.locator('.modal').waitFor();
    expect(await findFaint(page, '.modal')).toEqual([]);
  });

  it.each([1280, 1000, 400])('fits a window %i px wide', async (width) => {
    const { page, openThread } = await open({ size: { width, height: 800 }, world: width > 400 });
    await page.locator('.message').first().waitFor();
    expect(await findOverhang(page)).toEqual([]);
    await openThread('is Pending');
    expect(await findOverhang(page)).toEqual([]);
    push(formView);
    await page.locator('.modal').waitFor();
    expect(await findOverhang(page)).toEqual([]);
  });

  it('reaches the channels in a narrow window', async () => {
    const { page } = await open({ size: { width: 400, height: 800 }, world: false });
    await page.getByRole('button', { name: 'Show channels' }).click();
    await page.getByRole('button', { name: 'general' }).first().click();
    await page.getByRole('heading', { name: 'general', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Hide channels' }).waitFor({ state: 'detached' });
  });

  it('gives every control a name', async () => {
    const { page, message } = await open();
    await message('is Pending').waitFor();
    push(formView);
    await page.locator('.modal').waitFor();
    const snapshot = await page.locator('.page').ariaSnapshot();
    const nameless = snapshot
      .split('\n')
      .filter((line) =>
        /^\s*- (button|textbox|combobox|checkbox|radio|link|searchbox)( \[.*)?:?$/.test(line),
      );
    expect(nameless).toEqual([]);
  });
});
