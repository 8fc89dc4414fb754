import { findMessage } from '../messages.ts';
import { channelOf } from './channel-args.ts';
import { type Method, SlackError } from './method.ts';

export const reactionsMethods: Record<string, Method> = {
  'reactions.add': {
    token: 'bot',
    scopes: ['reactions:write'],
    run(context, args) {
      const channel = channelOf(context, args);
      const name = args.required('name').replaceAll(':', '');
      const message = findMessage(context, channel.id, args.required('timestamp'));
      if (!message) throw new SlackError('message_not_found');
      const bot = context.state.app.botUserId;
      const known = message.reactions.find((one) => one.name === name);
      if (known?.users.includes(bot)) throw new SlackError('already_reacted');
      if (known) known.users.push(bot);
      else message.reactions.push({ name, users: [bot] });
      context.changed();
      return {};
    },
  },
};
