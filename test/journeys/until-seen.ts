import { type Driver, eventually } from './driver.ts';
import { topModal } from './sandbox.ts';

/** What the details of that peering look like to an operator. */
export async function detailsOf(sandbox: Driver, name: string) {
  const modal = topModal(await sandbox.command('operator', `/peering details ${name}`));
  await sandbox.press('operator', 'Close');
  return modal;
}

/**
 * The details of a peering that works, once they show that. A library that is loaded for the first time may take longer than
 * somebody waits: by then it is there.
 */
export const untilSeen = (sandbox: Driver, works: string) =>
  eventually(
    () => detailsOf(sandbox, works),
    ({ text }) => text.includes('Traffic flows.'),
  );
