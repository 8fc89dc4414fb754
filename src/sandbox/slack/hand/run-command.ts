import { isObject, type Json } from '../block-kit/checks.ts';
import type { Context } from '../context.ts';
import { deliver } from '../delivery/deliver.ts';
import { postMessage } from '../messages.ts';
import type { Channel, User } from '../state.ts';
import { validateBlocks } from '../validate.ts';
import { escapeEntities, escapeTyped } from './escape-typed.ts';
import { notice } from './notice.ts';
import { wireName } from './payloads.ts';

/** Sends a typed `/command …` to the app and shows what it acknowledges with. */
export async function runCommand(
  context: Context,
  user: User,
  channel: Channel,
  typed: string,
  threadTs?: string,
) {
  const tell = (text: string) => notice(context, user.id, channel.id, text);
  const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(typed.trim()) ?? [];
  const command = context.state.app.commands.find((one) => one.command === word.toLowerCase());
  if (!command || user.isStranger) return tell(`${word} is not a valid command.`);
  if (threadTs) return tell(`${word} is not supported in threads. Sorry!`);

  const text = command.shouldEscape ? escapeTyped(context, rest) : escapeEntities(rest);
  const { generation } = context;
  const { team, app } = context.state;
  const reply = await deliver(context, 'command', {
    token: 'sandbox-verification-token',
    team_id: team.id,
    team_domain: team.domain,
    channel_id: channel.id,
    channel_name: wireName(channel),
    user_id: user.id,
    user_name: user.name,
    command: command.command,
    text,
    api_app_id: app.id,
    is_enterprise_install: 'false',
    response_url:
      context.publicUrl() +
      context.responseUrls.mint({ kind: 'commands', user: user.id, channel: channel.id }),
    trigger_id: context.triggers.mint({ user: user.id }),
  });
  if (context.generation !== generation) return;
  if (!reply.ok) return tell(problem(command.command, reply.trouble));
  const wrong = show(context, user, channel, typed, reply.body);
  if (wrong) tell(`${command.command} failed with the error "${wrong}"`);
}

function problem(command: string, trouble: string): string {
  if (trouble === 'http_timeout') return `${command} did not respond.`;
  return `${command} failed with the error "dispatch_failed"`;
}

/** Shows the acknowledgement; answers what is wrong with it. */
function show(
  context: Context,
  user: User,
  channel: Channel,
  typed: string,
  body: string | Json | undefined,
) {
  const answer = isObject(body) ? body : { text: body };
  const blocks = Array.isArray(answer.blocks) ? (answer.blocks as Json[]) : undefined;
  if (blocks && validateBlocks(blocks, 'message').length > 0) return 'invalid_blocks';
  const inChannel = answer.response_type === 'in_channel';
  if (inChannel) postMessage(context, { channel: channel.id, user: user.id, text: escapeEntities(typed) });
  const text = typeof answer.text === 'string' ? answer.text : '';
  if (text === '' && !blocks) return undefined;
  postMessage(context, {
    channel: channel.id,
    user: context.state.app.botUserId,
    text,
    blocks,
    onlyFor: inChannel ? undefined : user.id,
  });
  return undefined;
}
