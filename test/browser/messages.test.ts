import { describe, expect, it } from 'vitest';
import { message } from './fixture-state.ts';
import { hasChromium } from './open-chromium.ts';
import { isFocused, until, withPage } from './with-page.ts';

describe.skipIf(!hasChromium)('messages', () => {
  const { fake, open } = withPage();
  const sent = (name: string) =>
    fake()
      .calls.filter((call) => call.name === name)
      .map((call) => call.body);

  it('shows every kind of block, and says what it cannot show', async () => {
    const { message: find } = await open();
    const sink = find('Everything a message can hold');
    for (const selector of [
      'h3:has-text("Everything")',
      'strong:text-is("bold")',
      'em:text-is("italic")',
      's:text-is("strike")',
      'code:text-is("code")',
      'a[href="https://example.com/a?b=1&c=2"][target=_blank][rel~=noopener]',
      '.mention:text-is("@Olivia Operator")',
      '.mention-me:text-is("@platform")',
      '.mention:text-is("#general")',
      'svg[aria-label="white check mark"]',
      ':text(":unknown_thing: 5 < 6 & 7 > 6")',
      'blockquote:has-text("of two lines")',
      'pre:has-text("accept-vpc-peering-connection")',
      'img[alt="A teal square"]',
      '[role=img][aria-label="A map that is gone"]',
      'hr',
      '.context time:has-text("2026-11-23 2:30:00 PM")',
      'ol > li:has-text("second")',
      'ul > li:has-text("inner")',
      'th[scope=col]:text-is("Hours")',
      'td strong:text-is("accepted")',
      'td.cell-right:text-is("26")',
      'h4:text-is("Markdown")',
      '.markdown li:text-is("two")',
      '[role=note]:has-text("Warning: The request dies in 5 days.")',
      'a.button[href="https://example.com/console"]',
      'input[type=date]',
      'button:has-text("Not helpful")',
    ]) {
      expect(await sink.locator(selector).count(), selector).toBeGreaterThan(0);
    }
    expect(await sink.locator('.cannot-show').allTextContents()).toEqual([
      'This page cannot show block "hologram".',
    ]);
  });

  it('never parses plain_text', async () => {
    const { see } = await open();
    await see('plain_text is never parsed: *not bold* <!channel> <https://example.com|x> &lt;b&gt;');
  });

  it('renders hostile text harmless', async () => {
    const hostile = '<img src=x onerror="window.owned=1"> &lt;script&gt;window.owned=1&lt;/script&gt;';
    fake().change('operator', (state) => {
      state.messages.C0PEERINGS = [
        message(3, { text: `${hostile} <javascript:window.owned=1|press me> <data:text/html,x|or me>` }),
        message(2, {
          blocks: [
            { type: 'section', block_id: 'a', text: { type: 'plain_text', text: `${hostile} <!channel>` } },
            {
              type: 'section',
              block_id: 'b',
              text: { type: 'mrkdwn', text: 'escaped &lt;!channel&gt; &lt;@U0OPERATOR&gt;' },
            },
            {
              type: 'actions',
              block_id: 'c',
              elements: [
                {
                  type: 'button',
                  action_id: 'x',
                  text: { type: 'plain_text', text: 'Go' },
                  url: 'javascript:window.owned=1',
                },
              ],
            },
            { type: 'image', block_id: 'd', alt_text: 'bad', image_url: 'javascript:window.owned=1' },
            { type: 'markdown', block_id: 'e', text: `[md](javascript:window.owned=1) ${hostile}` },
          ],
        }),
      ];
    });
    const { page, see, press } = await open();
    await see('press me');
    await press('Go');
    expect(await page.locator('.messages img, .messages script').count()).toBe(0);
    const hrefs = await page
      .locator('.messages a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    expect(hrefs).toEqual([]);
    expect(await page.locator('.messages .mention').count()).toBe(0);
    await see('escaped <!channel> <@U0OPERATOR>');
    expect(await page.evaluate(`'owned' in window`)).toBe(false);
  });

  it('survives a block that is not what it should be', async () => {
    fake().change('operator', (state) => {
      state.messages.C0PEERINGS = [
        message(2, {
          blocks: [
            { type: 'context', block_id: 'a', elements: 'none' },
            { type: 'header', block_id: 'b', text: { type: 'plain_text', text: 'Still here' } },
          ],
        }),
      ];
    });
    const { see } = await open();
    await see('Still here');
    await see('This page cannot show this block "context".');
  });

  it('shows ephemerals to their person alone, and marks them', async () => {
    const { message: find, become, seeNot, see } = await open();
    const ephemeral = find('Only operators may terminate');
    expect(await ephemeral.textContent()).toContain('Only visible to you');
    await become('viewer');
    await see('is Pending');
    await seeNot('Only operators may terminate');
    await become('operator');
    await see('Only operators may terminate');
  });

  it('keeps where each persona was', async () => {
    const { openChannel, become, page } = await open();
    await openChannel('general');
    await become('viewer');
    await page.getByRole('heading', { name: 'peerings', level: 1 }).waitFor();
    await become('operator');
    await page.getByRole('heading', { name: 'general', level: 1 }).waitFor();
  });

  it('shows unread and mentions in the channel list until the channel is opened', async () => {
    const { page, openChannel } = await open();
    const list = page.getByRole('navigation', { name: 'Channels' });
    await list.getByRole('button', { name: 'general 2 unread' }).waitFor();
    await list.getByRole('button', { name: 'releases 1 for you' }).waitFor();
    await openChannel('releases');
    await list.getByRole('button', { name: 'releases', exact: true }).waitFor();
    expect(sent('open-channel')).toContainEqual({ as: 'operator', channel: 'C0RELEASES' });
  });

  it('marks edited messages, and nobody writes in an archived channel', async () => {
    const { message: find, openChannel, see, page } = await open();
    expect(await find('is Pending').textContent()).toContain('(edited)');
    await openChannel('old-project');
    await see('This channel is archived');
    expect(await page.locator('.composer').count()).toBe(0);
  });

  it('opens threads, replies in them, and refuses commands there', async () => {
    const { openThread, see, page } = await open();
    await openThread('is Pending');
    await see('Who has access to that account?', 'thread');
    const reply = page.getByRole('textbox', { name: 'Reply' });
    await reply.fill('I have.');
    await reply.press('Enter');
    await see('I have.', 'thread');
    expect(sent('say')).toEqual([
      { as: 'operator', channel: 'C0PEERINGS', threadTs: expect.any(String), text: 'I have.' },
    ]);
    await reply.fill('/peering list');
    await reply.press('Enter');
    await see('Commands do not work in threads', 'thread');
    expect(sent('say')).toHaveLength(1);
    await reply.press('Escape');
    await page.locator('.thread').waitFor({ state: 'detached' });
  });

  it('shows what arrives, and reads it out', async () => {
    const { see, page } = await open();
    fake().change('operator', (state) => {
      state.messages.C0PEERINGS?.push(message(0, { text: 'The peering *billing* is active.' }));
    });
    await see('is active.', 'message');
    await page.getByRole('status').getByText('Peering Bot: The peering billing is active.').waitFor();
  });

  it('shows and reads out notices of the workspace', async () => {
    const { see, page } = await open();
    fake().change('operator', (state) => {
      state.notices.push({ id: 'N1', channel: 'C0PEERINGS', text: '/peering did not respond' });
    });
    await see('/peering did not respond', 'message');
    await page.getByRole('status').getByText('/peering did not respond').waitFor();
  });

  it('comes back by itself when the connection was lost', async () => {
    const { see, seeNot } = await open();
    await see('is Pending');
    fake().breakStreams();
    fake()
      .state('operator')
      .messages.C0PEERINGS?.push(message(0, { text: 'said meanwhile' }));
    await see('said meanwhile');
    await seeNot('The sandbox does not answer');
  });

  it('presses buttons, and asks first where they have a confirm dialog', async () => {
    const { press, page } = await open();
    await press('Terminate', { in: 'message', confirm: false });
    expect(sent('action')).toEqual([]);
    await press('Terminate', { in: 'message' });
    await until(() => sent('action').length === 1);
    expect(sent('action')).toEqual([
      {
        as: 'operator',
        container: { message: { channel: 'C0PEERINGS', ts: expect.any(String) } },
        blockId: 'card-actions',
        actionId: 'terminate',
        value: { type: 'button', text: { type: 'plain_text', text: 'Terminate' }, value: 'p1' },
      },
    ]);
    expect(await page.getByRole('alertdialog').count()).toBe(0);
  });

  it('gives a danger dialog the focus on its way out, takes Escape as no, and gives the focus back', async () => {
    const { message: find, page } = await open();
    const button = find('is Pending').getByRole('button', { name: 'Terminate' });
    await button.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('alertdialog', { name: 'Terminate orders-web?' });
    await dialog.waitFor();
    await until(() => isFocused(dialog.getByRole('button', { name: 'Keep it' })));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await isFocused(dialog.getByRole('button', { name: 'Keep it' }))).toBe(true);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await until(() => isFocused(button));
    expect(sent('action')).toEqual([]);
  });

  it('opens the menu of a row by keyboard', async () => {
    const { message: find, page } = await open();
    await find('is Pending').getByRole('button', { name: 'More actions' }).focus();
    await page.keyboard.press('ArrowDown');
    await until(() => isFocused(page.getByRole('menuitem', { name: 'Details' })));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await until(() => sent('action').length === 1);
    expect(sent('action')).toMatchObject([
      { actionId: 'more', value: { type: 'overflow', selected_option: { value: 'terminate' } } },
    ]);
  });

  it('finds what belongs to a row: in it, in its menu, or in the next block', async () => {
    const { press } = await open();
    await press('Details', { row: 'is Pending' });
    await press('Refresh', { row: 'is Pending' });
    await until(() => sent('action').length === 2);
    expect(sent('action')).toMatchObject([
      { actionId: 'more', value: { selected_option: { value: 'details' } } },
      { actionId: 'refresh' },
    ]);
  });

  it('tells of a choice in a message, and keeps showing it', async () => {
    const { message: find, page } = await open();
    const select = find('Everything a message can hold').getByRole('combobox', { name: 'Choose a region' });
    await select.click();
    await page.getByRole('option', { name: 'eu-west-1' }).click();
    await until(() => sent('action').length === 1);
    expect(sent('action')).toMatchObject([
      {
        blockId: 'k-actions',
        actionId: 'select',
        value: { type: 'static_select', selected_option: { value: 'eu-west-1' } },
      },
    ]);
    expect(await select.inputValue()).toBe('eu-west-1');
  });

  it('copies preformatted text', async () => {
    const { page, message: find } = await open();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await find('Everything a message can hold')
      .locator('.rich-text')
      .getByRole('button', { name: 'Copy' })
      .click();
    await until(
      async () =>
        (await page.evaluate('navigator.clipboard.readText()')) ===
        'gcloud compute networks peerings create orders-web',
    );
  });

  it('shows Home, and hears of choices there', async () => {
    const { openChannel, see, page } = await open();
    await openChannel('Peering Bot');
    await see('Your peerings', 'home');
    await until(() => sent('open-home').length > 0);
    await page.getByRole('combobox', { name: 'Filter by state' }).click();
    await page.getByRole('option', { name: 'PENDING' }).click();
    await until(() => sent('input').length === 1);
    expect(sent('input')).toMatchObject([
      { container: { view: 'V0HOME' }, value: { selected_option: { value: 'PENDING' } } },
    ]);
    await page.getByRole('button', { name: 'Messages', exact: true }).click();
    await see('Nothing has been said in Peering Bot yet');
  });

  it('says what a refusal says, and keeps what was written', async () => {
    fake().answer('say', () => ({ status: 400, json: { error: 'You are not in #peerings.' } }));
    const { type, page } = await open();
    await type('hello');
    await page.getByRole('alert').getByText('You are not in #peerings.').waitFor();
    await until(async () => (await page.locator('.main textarea').inputValue()) === 'hello');
  });
});
