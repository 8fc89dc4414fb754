import { createHmac } from 'node:crypto';
import type { Sandbox, Transport } from './sandbox.ts';

const secret = 'local-signing-secret-not-real';

interface Journal {
  deliveries: { kind: 'command' | 'interactive' | 'event'; payload: Record<string, unknown> }[];
}

/** What Slack sent to the bot, the oldest first. */
export async function deliveries(sandbox: Sandbox): Promise<Journal['deliveries']> {
  return (await sandbox.control<Journal>('/sandbox/slack/journal')).deliveries;
}

/** What a form-encoded request to the bot looks like, signed once. */
export function signed(body: string) {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
    body,
  };
}

/** Sends the last click or submission again, three times at once, as a nervous finger or a retry does. */
export async function sendAgain(sandbox: Sandbox, transport: Transport): Promise<void> {
  if (transport === 'socket') {
    const again = () => sandbox.control('/sandbox/slack/redeliver', { kind: 'interactive' });
    await Promise.all([again(), again(), again()]);
  } else {
    const last = (await deliveries(sandbox)).findLast(({ kind }) => kind === 'interactive');
    const { headers, ...request } = signed(
      new URLSearchParams({ payload: JSON.stringify(last?.payload) }).toString(),
    );
    const url = `http://127.0.0.1:${sandbox.botPort}/slack/events`;
    const again = (number: number) =>
      fetch(url, {
        ...request,
        headers: {
          ...headers,
          ...(number > 0 && { 'x-slack-retry-num': String(number), 'x-slack-retry-reason': 'http_timeout' }),
        },
      });
    const answers = await Promise.all([0, 1, 2].map(again));
    for (const { status } of answers) if (status !== 200) throw new Error(`the bot answered ${status}`);
  }
}
