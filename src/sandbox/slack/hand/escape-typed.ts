import type { Context } from '../context.ts';

/**
 * What Slack makes of typed text: `&`, `<`, `>` become entities, `@name`, `#channel` and addresses become their
 * `<…>` forms. https://docs.slack.dev/interactivity/implementing-slash-commands
 */
export function escapeTyped(context: Context, text: string): string {
  return escapeEntities(text)
    .replace(/\bhttps?:\/\/[^\s<>|]+/g, (address) => `<${address}>`)
    .replace(/(?<![\w@&;])@([\w.-]+)/g, (typed, name) => mention(context, name) ?? typed)
    .replace(/(?<![\w#&])#([\w.-]+)/g, (typed, name) => channelLink(context, name) ?? typed);
}

export function escapeEntities(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function mention(context: Context, name: string): string | undefined {
  const { users, userGroups } = context.state;
  const user = users.find((one) => one.name === name);
  if (user) return `<@${user.id}>`;
  const group = userGroups.find((one) => one.handle === name);
  if (group) return `<!subteam^${group.id}|@${group.handle}>`;
  return /^(here|channel|everyone)$/.test(name) ? `<!${name}>` : undefined;
}

/** The name of a private channel stays out. */
function channelLink(context: Context, name: string): string | undefined {
  const channel = context.state.channels.find((one) => one.name === name && one.kind !== 'dm');
  if (!channel) return undefined;
  return `<#${channel.id}|${channel.kind === 'private' ? '' : channel.name}>`;
}
