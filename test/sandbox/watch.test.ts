import { afterEach, expect, test } from 'vitest';
import { createWorld, type World } from '../../src/sandbox/world.ts';

let world: World;
afterEach(() => world.stop());

test('a watcher sees each call before and after its effect, and can keep it from having any', async () => {
  const seen: string[] = [];
  world = await createWorld({
    port: 0,
    async watch({ target, method, path }, carryOut) {
      const posts = () => world.state().slack.messages.length;
      const before = posts();
      if (path.endsWith('chat.update')) return { raw: (response) => response.destroy() };
      const answer = await carryOut();
      seen.push(`${target} ${method} ${path}: ${before} to ${posts()}`);
      return answer;
    },
  });
  const call = (method: string) =>
    fetch(`${world.addresses.slack}/api/${method}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${world.environment().SLACK_BOT_TOKEN}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ channel: 'C0PEERINGS', text: 'Hello' }),
    });
  expect(await (await call('chat.postMessage')).json()).toMatchObject({ ok: true });
  await expect(call('chat.update')).rejects.toThrow('fetch failed');
  const ping = await fetch(`${world.addresses.yugabyte}/api/public/v1/ping`, {
    headers: { authorization: 'Bearer somebody-not-real' },
  });
  expect(ping.status).toBe(200);
  expect(seen).toEqual([
    'slack POST /api/chat.postMessage: 0 to 1',
    'yugabyte GET /api/public/v1/ping: 1 to 1',
  ]);
});
