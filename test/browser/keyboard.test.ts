import { describe, expect, it } from 'vitest';
import { formView } from './fixture-blocks.ts';
import { hasChromium } from './open-chromium.ts';
import { hasFocus, isFocused, until, withPage } from './with-page.ts';

describe.skipIf(!hasChromium)('without a mouse', () => {
  const { fake, open, push } = withPage();

  it('goes from a command through a form to the world, by keys alone', async () => {
    const { page, seeModal, topModal, seeNoModal } = await open();
    const { keyboard } = page;
    const focused = (selector: string) => isFocused(page.locator(selector));
    fake().answer('say', () => {
      push({ ...formView, blocks: formView.blocks.slice(0, 5) });
      return { json: { ok: true } };
    });

    for (let presses = 0; presses < 60 && !(await focused('.composer textarea')); presses += 1)
      await keyboard.press('Tab');
    expect(await focused('.composer textarea')).toBe(true);
    await keyboard.type('/pee');
    await page.getByRole('option', { name: '/peering' }).first().waitFor();
    await keyboard.press('Tab');
    await keyboard.type('cr');
    await keyboard.press('Enter');
    expect(await page.locator('.composer textarea').inputValue()).toBe('/peering create');
    await keyboard.press('Enter');

    await seeModal('Every field');
    await until(() => focused('.modal input'));
    await keyboard.press('Control+A');
    await keyboard.type('orders-web');
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await keyboard.type('10.0.0.0/16');
    await keyboard.press('Tab');
    await keyboard.type('pay');
    await page.getByRole('option', { name: 'payments-vpc' }).waitFor();
    await keyboard.press('Enter');
    expect(await topModal().getByRole('combobox', { name: 'Yugabyte VPC' }).inputValue()).toBe(
      'payments-vpc',
    );
    await keyboard.press('Control+Enter');
    await seeNoModal();

    const calls = fake().calls.map((call) => call.name);
    expect(calls.indexOf('say')).toBeLessThan(calls.indexOf('submit'));
    expect(fake().calls.find((call) => call.name === 'say')?.body).toMatchObject({ text: '/peering create' });
    await until(() => focused('.composer textarea'));

    await keyboard.press('F6');
    expect(await hasFocus(page.locator('.world'))).toBe(true);
    const accept = page.getByRole('button', { name: 'Accept in the cloud console: orders-web' });
    for (let presses = 0; presses < 30 && !(await isFocused(accept)); presses += 1) {
      await keyboard.press('Tab');
    }
    await keyboard.press('Enter');
    await until(() => fake().turns.length === 1);
    expect(fake().turns).toEqual([{ path: 'world', body: { peering: 'orders-web', do: 'accept' } }]);
  });

  it('reaches the world from inside a modal, and comes back', async () => {
    const { page, seeModal, topModal } = await open();
    push(formView);
    await seeModal('Every field');
    await until(() => hasFocus(topModal()));
    await page.keyboard.press('F6');
    expect(await hasFocus(page.locator('.world'))).toBe(true);
    await page.keyboard.press('Shift+F6');
    expect(await hasFocus(page.locator('.workspace'))).toBe(true);
  });

  it('runs a shortcut from the composer', async () => {
    const { page } = await open();
    await page.locator('.main textarea').focus();
    await page.keyboard.type('/peerings');
    await page.getByRole('option', { name: 'Peerings' }).waitFor();
    await page.keyboard.press('Enter');
    await until(() => fake().calls.find((call) => call.name === 'shortcut'));
    expect(await page.locator('.main textarea').inputValue()).toBe('');
  });

  it('sends with Enter and begins a line with Shift and Enter', async () => {
    const { page, see } = await open();
    await page.locator('.main textarea').focus();
    await page.keyboard.type('one');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('two');
    await page.keyboard.press('Enter');
    await see('two', 'message');
    expect(fake().calls.find((call) => call.name === 'say')?.body).toMatchObject({ text: 'one\ntwo' });
  });
});
