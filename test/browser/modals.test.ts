import { describe, expect, it } from 'vitest';
import { formView, input } from './fixture-blocks.ts';
import { hasChromium } from './open-chromium.ts';
import { hasFocus, isFocused, until, withPage } from './with-page.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const small = (blocks: object[], title = 'Small') => ({
  type: 'modal',
  title: plain(title),
  submit: plain('Save'),
  close: plain('Cancel'),
  blocks,
});
const nameField = input('name', 'Name', { type: 'plain_text_input' });

describe.skipIf(!hasChromium)('modals', () => {
  const { fake, open, push } = withPage();
  const sent = (name: string) =>
    fake()
      .calls.filter((call) => call.name === name)
      .map((call) => call.body);

  it('mirrors every kind of field in the shape of state.values', async () => {
    const { seeModal, fill, submit, seeNoModal } = await open();
    push(formView);
    await seeModal('Every field');
    await fill({
      Name: 'orders-web',
      Notes: 'two\nlines',
      CIDR: '10.0.0.0/16',
      'Yugabyte VPC': 'payments-vpc',
      Region: 'eu-west-1',
      Zones: ['zone a', 'zone c'],
      Owner: 'Vera Viewer',
      Rooms: ['peerings'],
      'Allow list': ['Let this CIDR in', 'Tell the channel'],
      Cloud: 'GCP',
      Day: '2026-12-24',
      Hour: '09:30',
      Count: '7',
      Mail: 'ana@example.com',
      Site: 'https://example.com/x',
    });
    const { values } = await until(() => {
      const view = fake().state('operator').views[0];
      return view?.values.hour && view;
    });
    await submit();
    await seeNoModal();
    const shown = Object.fromEntries(Object.entries(values).map(([id, { value }]) => [id, value]));
    const option = (text: string, value = text) => ({ text: plain(text), value });
    expect(shown).toMatchObject({
      name: { type: 'plain_text_input', value: 'orders-web' },
      notes: { type: 'plain_text_input', value: 'two\nlines' },
      cidr: { type: 'plain_text_input', value: '10.0.0.0/16' },
      vpc: { type: 'external_select', selected_option: option('payments-vpc', 'id of payments-vpc') },
      region: { type: 'static_select', selected_option: option('eu-west-1') },
      zones: {
        type: 'multi_static_select',
        selected_options: [option('zone a', 'a'), option('zone c', 'c')],
      },
      owner: { type: 'users_select', selected_user: 'U0VIEWER' },
      rooms: { type: 'multi_conversations_select', selected_conversations: ['C0PEERINGS'] },
      allow: { type: 'checkboxes', selected_options: [{ value: 'let-in' }, { value: 'tell' }] },
      cloud: { type: 'radio_buttons', selected_option: option('GCP') },
      day: { type: 'datepicker', selected_date: '2026-12-24' },
      hour: { type: 'timepicker', selected_time: '09:30' },
      count: { type: 'number_input', value: '7' },
      mail: { type: 'email_text_input', value: 'ana@example.com' },
      site: { type: 'url_text_input', value: 'https://example.com/x' },
    });
  });

  it('sends the last keystroke before the submit', async () => {
    const { seeModal, topModal, submit, seeNoModal } = await open();
    push(small([nameField]));
    await seeModal('Small');
    await topModal().getByLabel('Name').pressSequentially('orders-web');
    await submit();
    await seeNoModal();
    const names = fake().calls.map((call) => call.name);
    expect(names.lastIndexOf('input')).toBeLessThan(names.indexOf('submit'));
    expect(sent('input').at(-1)).toMatchObject({ value: { type: 'plain_text_input', value: 'orders-web' } });
  });

  it('waits for a pause in the typing before it tells', async () => {
    const { seeModal, topModal } = await open();
    push(small([nameField]));
    await seeModal('Small');
    await topModal().getByLabel('Name').pressSequentially('orders');
    await until(() => sent('input').length > 0);
    expect(sent('input')).toHaveLength(1);
  });

  it('tells of Enter where the field dispatches on it, and submits elsewhere', async () => {
    const { seeModal, topModal, seeNoModal } = await open();
    push(small([nameField, input('find', 'Find', { type: 'plain_text_input' }, { dispatch_action: true })]));
    await seeModal('Small');
    await topModal().getByLabel('Find').fill('web');
    await topModal().getByLabel('Find').press('Enter');
    await until(() => sent('input').some((body) => 'entered' in body));
    expect(sent('input').at(-1)).toMatchObject({ blockId: 'find', value: { value: 'web' }, entered: true });
    expect(sent('submit')).toEqual([]);
    await topModal().getByLabel('Name').fill('orders');
    await topModal().getByLabel('Name').press('Enter');
    await seeNoModal();
  });

  it('keeps text and caret when the app updates the view while one types', async () => {
    const { seeModal, topModal, see, page } = await open();
    push(small([nameField]));
    await seeModal('Small');
    const field = topModal().getByLabel('Name');
    await field.fill('orders-web');
    await field.press('Home');
    await page.keyboard.type('x');
    fake().change('operator', (state) => {
      const view = state.views[0];
      if (!view) return;
      view.hash = 'changed';
      view.view = small([
        { type: 'section', block_id: 'new', text: plain('A sentence came in between') },
        nameField,
      ]);
      view.values = {};
    });
    await see('A sentence came in between', 'modal');
    await page.keyboard.type('y');
    expect(await field.inputValue()).toBe('xyorders-web');
    expect(await isFocused(field)).toBe(true);
  });

  it('shows what somebody else wrote into the same view once nothing waits here', async () => {
    const { seeModal, topModal } = await open();
    push(small([nameField]));
    await seeModal('Small');
    await topModal().getByLabel('Name').fill('mine');
    await until(() => sent('input').length === 1);
    await until(async () => {
      fake().change('operator', (state) => {
        const view = state.views[0];
        if (view) view.values = { name: { value: { type: 'plain_text_input', value: 'theirs' } } };
      });
      return (await topModal().getByLabel('Name').inputValue()) === 'theirs';
    });
  });

  it('puts errors under their fields, names them to screen readers and goes to the first', async () => {
    const { seeModal, topModal, submit, fill, page } = await open();
    fake().answer('submit', () => {
      fake().change('operator', (state) => {
        if (state.views[0])
          state.views[0].errors = { cidr: 'Write 10.0.0.0/16.', name: 'This name is taken.' };
      });
      return { json: { ok: true } };
    });
    push(
      small([nameField, input('cidr', 'CIDR', { type: 'plain_text_input' }, { hint: plain('One network') })]),
    );
    await seeModal('Small');
    await fill({ Name: 'orders', CIDR: '10.0.0.5/16' });
    await submit();
    const cidr = topModal().getByLabel('CIDR');
    await until(async () => (await cidr.getAttribute('aria-invalid')) === 'true');
    const described = (await cidr.getAttribute('aria-describedby'))?.split(' ') ?? [];
    const words = await Promise.all(described.map((id) => page.locator(`[id="${id}"]`).textContent()));
    expect(words).toEqual(['Write 10.0.0.0/16.', 'One network']);
    await until(() => isFocused(topModal().getByLabel('Name')));
    await page.getByRole('status').getByText('2 fields need a change.').waitFor();
    await fill({ Name: 'orders-2' });
    await topModal().getByText('This name is taken.').waitFor({ state: 'detached' });
    expect(await topModal().getByText('Write 10.0.0.0/16.').count()).toBe(1);
  });

  it('brings into sight what is said about a field, not the field alone', async () => {
    const { seeModal, topModal } = await open();
    const ids = Array.from({ length: 9 }, (_, index) => `field-${index}`);
    push(small(ids.map((id) => input(id, id, { type: 'plain_text_input' }))));
    await seeModal('Small');
    fake().change('operator', (state) => {
      if (state.views[0])
        state.views[0].errors = { 'field-6': 'Too long to be read at a glance. '.repeat(8) };
    });
    const error = topModal().locator('.input-error');
    const foot = topModal().locator('.modal-foot');
    await until(() => isFocused(topModal().getByLabel('field-6')));
    await until(async () => {
      const [words, below] = await Promise.all([error.boundingBox(), foot.boundingBox()]);
      return words && below && words.y + words.height <= below.y;
    });
  });

  it('refuses what Slack itself would refuse, before the app hears of it', async () => {
    const { seeModal, topModal, submit, fill, seeNoModal, see } = await open();
    push(
      small([
        nameField,
        input('count', 'Count', { type: 'number_input', is_decimal_allowed: false, max_value: '9' }),
        input('mail', 'Mail', { type: 'email_text_input' }),
        input('vpc', 'VPC', { type: 'external_select' }),
        input('more', 'More', { type: 'plain_text_input' }, { optional: true }),
      ]),
    );
    await seeModal('Small');
    await fill({ Count: '12', Mail: 'nobody' });
    await submit();
    await see('Please write a number of at most 9.');
    await see('Please write an email address');
    expect(await topModal().getByText('Please complete this required field.').count()).toBe(2);
    expect(sent('submit')).toEqual([]);
    await fill({ Name: 'x', Count: '3', Mail: 'a@example.com', VPC: 'orders' });
    await submit();
    await seeNoModal();
  });

  it('submits once, however often one presses', async () => {
    let release = () => {};
    fake().answer('submit', async () => {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return { json: { ok: true } };
    });
    const { seeModal, topModal, fill } = await open();
    push(small([nameField]));
    await seeModal('Small');
    await fill({ Name: 'x' });
    const button = topModal().getByRole('button', { name: 'Save' });
    await button.dblclick();
    await button.click({ force: true });
    await until(async () => (await topModal().getAttribute('aria-busy')) === 'true');
    expect(sent('submit')).toHaveLength(1);
    release();
    await until(async () => (await topModal().getAttribute('aria-busy')) === 'false');
  });

  it('does not submit without what was typed', async () => {
    fake().answer('input', () => ({ status: 500, json: { error: 'The sandbox lost it.' } }));
    const { seeModal, fill, submit, page } = await open();
    push(small([nameField]));
    await seeModal('Small');
    await fill({ Name: 'orders' });
    await submit();
    await page.getByRole('alert').getByText('The sandbox lost it.').first().waitFor();
    expect(sent('submit')).toEqual([]);
  });

  it('closes in the middle of a word without a complaint', async () => {
    const { seeModal, topModal, page, seeNoModal } = await open();
    push(small([nameField]));
    await seeModal('Small');
    await topModal().getByLabel('Name').pressSequentially('ord');
    await page.keyboard.press('Escape');
    await seeNoModal();
    await page.waitForTimeout(400);
    expect(await page.locator('.toast').count()).toBe(0);
    expect(sent('input')).toEqual([]);
  });

  it('says so when the app did not answer', async () => {
    const { seeModal, page } = await open();
    push(small([nameField]), { trouble: 'We had some trouble connecting. Try again?' });
    await seeModal('Small');
    await page.getByRole('alert').getByText('We had some trouble connecting.').waitFor();
  });

  it('filters choices while one types, also in groups, and chooses by keyboard', async () => {
    const { seeModal, topModal, page } = await open();
    push(formView);
    await seeModal('Every field');
    const region = topModal().getByRole('combobox', { name: 'Region' });
    await region.focus();
    await page.keyboard.type('west');
    await until(async () => (await page.getByRole('option').count()) === 2);
    expect(await page.getByRole('group', { name: 'Europe' }).getByRole('option').allTextContents()).toEqual([
      'eu-west-1Ireland',
    ]);
    await page.keyboard.press('ArrowDown');
    const active = await region.getAttribute('aria-activedescendant');
    expect(await page.locator(`[id="${active}"]`).textContent()).toContain('eu-west-1');
    await page.keyboard.press('Enter');
    expect(await region.inputValue()).toBe('eu-west-1');
    expect(await region.getAttribute('aria-expanded')).toBe('false');
    await topModal().getByRole('button', { name: 'Clear' }).click();
    expect(await region.inputValue()).toBe('');
  });

  it('closes only the list at Escape, and the modal at the next', async () => {
    const { seeModal, topModal, page, seeNoModal } = await open();
    push(formView);
    await seeModal('Every field');
    const region = topModal().getByRole('combobox', { name: 'Region' });
    await region.click();
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('option').first().waitFor({ state: 'detached' });
    expect(await isFocused(region)).toBe(true);
    expect(sent('close')).toEqual([]);
    await page.keyboard.press('Escape');
    await seeNoModal();
    expect(sent('close')).toEqual([{ as: 'operator', view: 'V1', all: false }]);
  });

  it('asks the app for the choices of an external select', async () => {
    const { seeModal, topModal, page } = await open();
    push(small([input('vpc', 'VPC', { type: 'external_select', min_query_length: 2 })]));
    await seeModal('Small');
    const vpc = topModal().getByRole('combobox', { name: 'VPC' });
    await vpc.click();
    await page.getByText('Type 2 more characters to search.').waitFor();
    await page.keyboard.type('pay');
    await page.getByRole('option', { name: 'payments-vpc' }).waitFor();
    expect(sent('options').at(-1)).toMatchObject({
      container: { view: 'V1' },
      blockId: 'vpc',
      actionId: 'value',
      query: 'pay',
    });
    await page.keyboard.type('zzz');
    await page.getByText('No match.').waitFor();
  });

  it('says so when the app has no choices to give', async () => {
    fake().answer('options', () => ({
      status: 502,
      json: { error: 'There was a problem loading options.' },
    }));
    const { seeModal, topModal, page } = await open();
    push(small([input('vpc', 'VPC', { type: 'external_select', min_query_length: 0 })]));
    await seeModal('Small');
    await topModal().getByRole('combobox', { name: 'VPC' }).click();
    await page.getByText('The app did not answer in time.').waitFor();
    await page.getByRole('alert').getByText('There was a problem loading options.').waitFor();
  });

  it('holds the limit of a multi select, and takes choices away again', async () => {
    const { seeModal, topModal, fill, page } = await open();
    push(formView);
    await seeModal('Every field');
    await fill({ Zones: ['zone a', 'zone b', 'zone c'] });
    const zones = topModal().locator('.input').filter({ hasText: 'Zones' });
    expect(await zones.locator('.chip').allTextContents()).toEqual(['zone a×', 'zone b×']);
    await page.getByText('At most 2 can be chosen.').waitFor();
    await page.keyboard.press('Escape');
    await zones.getByRole('button', { name: 'Remove zone a' }).click();
    expect(await zones.locator('.chip').allTextContents()).toEqual(['zone b×']);
    await zones.getByRole('combobox').press('Backspace');
    expect(await zones.locator('.chip').count()).toBe(0);
  });

  it('leaves a tick as it was when the confirm dialog is declined', async () => {
    const { seeModal, topModal, page } = await open();
    const confirm = {
      title: plain('Really?'),
      text: plain('It is open to all.'),
      confirm: plain('Yes'),
      deny: plain('No'),
    };
    const options = [{ text: plain('Open'), value: 'open' }];
    push(
      small([
        {
          type: 'actions',
          block_id: 'a',
          elements: [{ type: 'checkboxes', action_id: 'open', options, confirm }],
        },
      ]),
    );
    await seeModal('Small');
    const box = topModal().getByRole('checkbox', { name: 'Open' });
    await box.click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'No' }).click();
    expect(await box.isChecked()).toBe(false);
    await box.click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Yes' }).click();
    await until(() => box.isChecked());
    expect(sent('input')).toMatchObject([{ value: { selected_options: [{ value: 'open' }] } }]);
  });

  it('stacks up to three, goes back one at a time or closes all', async () => {
    const { seeModal, topModal, seeNoModal, dismiss, page } = await open();
    const titles = ['List', 'Details', 'Terminate'];
    for (const title of titles) {
      push(small([nameField], title));
      await seeModal(title);
    }
    expect(await page.locator('.modal').count()).toBe(3);
    expect(await page.locator('.modal[inert]').count()).toBe(2);
    await topModal().getByRole('button', { name: 'Back' }).click();
    await seeModal('Details');
    await dismiss();
    await seeModal('List');
    expect(await topModal().getByRole('button', { name: 'Back' }).count()).toBe(0);
    push(small([nameField], 'Again'));
    await seeModal('Again');
    await topModal().getByRole('button', { name: 'Close all' }).click();
    await seeNoModal();
    expect(sent('close').map((body) => 'all' in body && body.all)).toEqual([false, false, true]);
  });

  it('keeps the focus inside, and gives it back to what opened the modal', async () => {
    const { message, seeModal, topModal, page, seeNoModal } = await open();
    const details = message('is Pending').getByRole('button', { name: 'Details' });
    fake().answer('action', () => {
      push(small([nameField]));
      return { json: { ok: true } };
    });
    await details.focus();
    await page.keyboard.press('Enter');
    await seeModal('Small');
    await until(() => isFocused(topModal().getByLabel('Name')));
    for (let presses = 0; presses < 6; presses += 1) {
      await page.keyboard.press('Tab');
      expect(await hasFocus(topModal())).toBe(true);
    }
    for (let presses = 0; presses < 6; presses += 1) {
      await page.keyboard.press('Shift+Tab');
      expect(await hasFocus(topModal())).toBe(true);
    }
    await page.keyboard.press('Escape');
    await seeNoModal();
    await until(() => isFocused(details));
  });

  it('finds its first field when a loading view is filled', async () => {
    const { seeModal, topModal } = await open();
    push({
      type: 'modal',
      title: plain('Wait'),
      blocks: [{ type: 'section', block_id: 's', text: plain('Loading…') }],
    });
    await seeModal('Wait');
    fake().change('operator', (state) => {
      const view = state.views[0];
      if (view) Object.assign(view, { view: small([nameField], 'Ready'), hash: '2' });
    });
    await seeModal('Ready');
    await until(() => isFocused(topModal().getByLabel('Name')));
  });
});
