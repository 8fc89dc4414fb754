import { z } from 'zod';
import { Refusal, type Route, type SandboxRequest } from '../../http.ts';
import { isObject } from '../block-kit/checks.ts';
import type { Context } from '../context.ts';
import { openHome } from '../hand/open.ts';
import { say } from '../hand/say.ts';
import { useShortcut } from '../hand/shortcut.ts';
import { submit } from '../hand/submit.ts';
import { stackOf } from '../modals.ts';
import { person, visibleChannel } from '../people.ts';
import { readBody } from '../read-body.ts';
import type { User } from '../state.ts';
import { fill } from './fill.ts';
import { press } from './press.ts';
import { screen } from './screen.ts';

const as = z.string();
const usualChannel = 'C0PEERINGS';

const command = z.strictObject({ as, text: z.string(), channel: z.string().optional() });
const pressing = z.strictObject({
  as,
  label: z.string(),
  row: z.string().optional(),
  in: z.enum(['modal', 'home', 'message']).optional(),
  confirm: z.boolean().optional(),
});
const given = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);
const filling = z.strictObject({ as, values: z.record(z.string(), given) });
const someone = z.strictObject({ as });
const shortcut = z.strictObject({ as, name: z.string() });

/** People at the keyboard, by the words they read. Each call answers with that person's screen once the app is quiet. */
export function driverRoutes(context: Context): Route[] {
  return [
    {
      method: 'GET',
      path: '/sandbox/slack/screen',
      handle: ({ query }) => ({ json: screen(context, person(context, query.get('as') ?? '')) }),
    },
    drive(context, 'command', command, async (user, { text, channel }) => {
      const { commands } = context.state.app;
      const [word = ''] = text.split(/\s/);
      if (word.startsWith('/') && !commands.some((one) => one.command === word)) {
        throw new Refusal(
          400,
          `There is no command ${word}; there is: ${commands.map((one) => one.command).join(', ')}.`,
        );
      }
      await say(context, user, visibleChannel(context, user, channel ?? usualChannel), text);
    }),
    drive(context, 'press', pressing, async (user, wanted) => {
      const dialog = await press(context, user, wanted);
      return dialog && { dialog };
    }),
    drive(context, 'fill', filling, (user, { values }) => fill(context, user, values)),
    drive(context, 'submit', someone, async (user) => {
      const top = stackOf(context, user.id).at(-1);
      if (!top) throw new Refusal(400, `${user.realName} has no modal open.`);
      await submit(context, user, top.id);
    }),
    drive(context, 'shortcut', shortcut, (user, { name }) => useShortcut(context, user, name)),
    drive(context, 'home', someone, (user) => openHome(context, user)),
  ];
}

function drive<T extends z.ZodObject<{ as: z.ZodString }>>(
  context: Context,
  name: string,
  schema: T,
  work: (user: User, body: z.infer<T>) => Promise<unknown>,
): Route {
  return {
    method: 'POST',
    path: `/sandbox/slack/${name}`,
    handle: async (request: SandboxRequest) => {
      const body = readBody(request, schema);
      const user = person(context, String(body.as));
      context.state.notices = context.state.notices.filter((one) => one.user !== user.id);
      const more = await work(user, body);
      await context.activity.quiet();
      return { json: { ...screen(context, user), ...(isObject(more) && more) } };
    },
  };
}
