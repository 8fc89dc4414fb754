import { expect, test } from 'vitest';
import { formatIpv4 } from '../../src/sandbox/ipv4.ts';
import { startSandbox } from './sandbox.ts';

const HOUR = 3_600_000;

test('five hundred alerts at once are digests that Slack takes, at most one message a second, each alert once', async () => {
  const sandbox = await startSandbox({
    scenario: {
      name: 'burst',
      description: 'Five hundred requests that nobody accepts.',
      yugabyte: {
        vpcs: [
          { name: 'orders-vpc', cloud: 'AWS', regions: [{ region: 'us-west-2', cidr: '10.60.0.0/24' }] },
        ],
        allowLists: [],
        clusters: [],
        peerings: Array.from({ length: 500 }, (_, index) => ({
          name: `orders-app-${String(index).padStart(3, '0')}`,
          vpc: 'orders-vpc',
          project: '111122223333',
          network: `vpc-0${index.toString(16).padStart(16, '0')}`,
          region: 'us-west-2',
          cidr: formatIpv4(172 * 2 ** 24 + 16 * 2 ** 16 + index * 2 ** 8, 24),
          state: 'PENDING' as const,
          age: (2 + (index % 90)) * HOUR,
        })),
      },
    },
    settings: { PEERING_CHECK_CRON: '*/5 * * * *', LOG_LEVEL: 'warn' },
  });
  try {
    await sandbox.clock('10m');
    const { messages } = sandbox.world.workspace.state();
    expect(messages).toHaveLength(13);
    const lines = messages.flatMap(({ blocks = [] }) =>
      blocks.flatMap(
        ({ text }) => /^\*(orders-app-\d+)\*/.exec(String((text as { text?: string })?.text))?.[1] ?? [],
      ),
    );
    expect(lines).toHaveLength(500);
    expect(new Set(lines).size).toBe(500);
    const moments = messages.map(({ ts }) => Number(ts) * 1000);
    const gaps = moments.slice(1).map((at, index) => Math.round(at - (moments[index] ?? 0)));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1000);
    // Slack had nothing to refuse: neither too fast nor too large.
    const posts = sandbox.world.calls().find(({ path }) => path === '/api/chat.postMessage');
    expect(posts).toMatchObject({ count: 13, statuses: { 200: 13 } });
    expect(sandbox.log.join()).not.toMatch(/refused|not delivered/);
  } finally {
    await sandbox.end();
  }
});
