import { z } from 'zod';
import { Refusal, type Route } from '../http.ts';
import type { Context } from './context.ts';
import { channelHappenings, type Happenings } from './happenings.ts';
import { readBody } from './read-body.ts';

const channel = z.strictObject({ channel: z.string(), do: z.enum(channelHappenings) });
const message = z.strictObject({
  channel: z.string(),
  ts: z.string().optional(),
  text: z.string().min(1).optional(),
});
const group = z.strictObject({ group: z.string(), users: z.array(z.string()) });
const scopes = z.strictObject({ granted: z.array(z.string()) });
const socket = z.strictObject({ reason: z.enum(['warning', 'refresh_requested', 'link_disabled']) });
const delivery = z.strictObject({ kind: z.enum(['command', 'interactive', 'event']) });

/** `Happenings` over HTTP, and the journal of what went between the workspace and the app. */
export function happeningRoutes(context: Context, happenings: Happenings): Route[] {
  const post = (name: string, handle: Route['handle']): Route => ({
    method: 'POST',
    path: `/sandbox/slack/${name}`,
    handle,
  });
  return [
    post('channel', async (request) => {
      const body = readBody(request, channel);
      await happenings.channel(body.channel, body.do);
      return { json: { ok: true } };
    }),
    post('delete-message', async (request) => {
      const { channel: name, ...wanted } = readBody(request, message);
      if (!wanted.ts === !wanted.text) throw new Refusal(400, 'Give "ts" or "text", one of them.');
      await happenings.deleteMessage(name, wanted);
      return { json: { ok: true } };
    }),
    post('user-group', async (request) => {
      const body = readBody(request, group);
      await happenings.userGroup(body.group, body.users);
      return { json: { ok: true } };
    }),
    post('scopes', (request) => {
      happenings.scopes(readBody(request, scopes).granted);
      return { json: { ok: true } };
    }),
    post('disconnect', (request) => {
      happenings.disconnect(readBody(request, socket).reason);
      return { json: { ok: true } };
    }),
    post('redeliver', async (request) => ({
      json: { outcome: await happenings.redeliver(readBody(request, delivery).kind) },
    })),
    {
      method: 'GET',
      path: '/sandbox/slack/journal',
      handle: () => ({ json: { calls: context.journal.calls, deliveries: context.journal.deliveries } }),
    },
  ];
}
