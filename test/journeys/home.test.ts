import { afterEach, expect, test } from 'vitest';
import type { Screen } from '../../src/sandbox/slack/driver/screen.ts';
import { createPeering } from './create-peering.ts';
import { type Persona, type Sandbox, startSandbox, type Transport, topModal } from './sandbox.ts';

let sandbox: Sandbox;
afterEach(() => sandbox.end());

const homeText = ({ home }: Screen) => home?.text ?? '';
/** Opens the Home tab. */
const open = async (as: Persona) => homeText(await sandbox.control<Screen>('/sandbox/slack/home', { as }));
/** Waits until Home shows it, without opening it again. */
const shows = async (as: Persona, what: RegExp) =>
  homeText(await sandbox.until(as, (screen) => what.test(homeText(screen))));

test.each<Transport>(['http'])('look, over %s', async (transport) => {
  sandbox = await startSandbox({ transport });
  for (const as of ['operator', 'approver', 'viewer', 'guest'] as const) {
    console.log(as, '\n', await open(as), '\n', (await sandbox.screen(as)).home?.buttons.join(' | '));
  }
  await createPeering(sandbox);
  console.log(await shows('operator', /payments-mobile/));
});
