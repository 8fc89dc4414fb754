import { readFile } from 'node:fs/promises';
import type { World } from '../../../src/sandbox/world.ts';
import { applicationSide } from '../application-side.ts';

const TIMES = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;

/** Told where it is seen: it lasts three seconds, and a start on a busy machine may take longer. */
const PASSING = ['Yugabyte is deleting it.'];

export type Described = Awaited<ReturnType<typeof describeWorld>>;

/** Everything that people and Yugabyte can see in the end, without ids and times. */
export async function describeWorld(world: World, dataFile: string) {
  const { yugabyte, slack } = world.state();
  const audit = await readFile(`${dataFile}.audit.jsonl`, 'utf8');
  const messages = slack.messages.filter(
    ({ onlyFor, user, text }) => !onlyFor && user === slack.app.botUserId && !PASSING.includes(text),
  );
  const say = (text: string) => text.replace(/<!date\^\d+\^/g, '<!date^').replace(/\|[^>]*>/g, '>');
  return {
    peerings: yugabyte.peerings.map(({ spec, info }) => ({ ...spec, state: info.state })),
    allowLists: yugabyte.allowLists.map(({ spec, info }) => ({
      ...spec,
      on: info.cluster_list.map(({ name }) => name),
    })),
    probe: world.probe(),
    clouds: JSON.parse(JSON.stringify(applicationSide(world)).replace(TIMES, '<time>')),
    effects: world.effects(),
    messages: messages.map(({ channel, threadTs, text, blocks }) => ({
      channel,
      inThread: threadTs !== undefined,
      text: say(text),
      blocks: JSON.parse(say(JSON.stringify(blocks ?? []))).map(withoutIds),
    })),
    audit: audit
      .trim()
      .split('\n')
      .map((line) => {
        const { userId, teamId, action, peeringName, decision, outcome, detail } = JSON.parse(line);
        return { userId, teamId, action, peeringName, decision, outcome, detail };
      }),
  };
}

function withoutIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutIds);
  if (typeof value !== 'object' || value === null) return value;
  const { block_id: _block, value: _value, ...rest } = value as Record<string, unknown>;
  return Object.fromEntries(Object.entries(rest).map(([key, each]) => [key, withoutIds(each)]));
}
