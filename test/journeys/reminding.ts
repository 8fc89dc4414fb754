import { channelText, type Sandbox, startSandbox } from './sandbox.ts';
import { withoutClouds } from './without-clouds.ts';

/** A sandbox whose bot looks every five minutes. */
export async function withReminders(
  scenario: string,
  journey: (sandbox: Sandbox) => Promise<void>,
  settings: Record<string, string> = {},
) {
  const sandbox = await startSandbox({
    scenario,
    settings: { ...withoutClouds, PEERING_CHECK_CRON: '*/5 * * * *', ...settings },
  });
  try {
    await journey(sandbox);
  } finally {
    await sandbox.end();
  }
}

/** The channel's messages that are no reply, as text. */
export async function channelOf(sandbox: Sandbox): Promise<string[]> {
  const messages = (await sandbox.screen('viewer')).channels['#db-peerings'] ?? [];
  return messages.filter(({ threadTs, ephemeral }) => !threadTs && !ephemeral).map(({ text }) => text);
}

/** Waits until a card, or a thread, says so. */
export const shows = (sandbox: Sandbox, said: RegExp) =>
  sandbox.until('viewer', (screen) => said.test(channelText(screen)));
