import type { Context } from '../context.ts';
import { authMethods } from './auth.ts';
import { blocksMethods } from './blocks.ts';
import { chatMethods } from './chat.ts';
import { conversationsMethods } from './conversations.ts';
import type { Method } from './method.ts';
import { createPostingLimit } from './posting-limit.ts';
import { reactionsMethods } from './reactions.ts';
import { usergroupsMethods } from './usergroups.ts';
import { usersMethods } from './users.ts';
import { viewsMethods } from './views.ts';

/** By name. */
export function createMethods(context: Context): Record<string, Method> {
  return {
    ...authMethods,
    ...blocksMethods,
    ...chatMethods(createPostingLimit(context)),
    ...conversationsMethods,
    ...reactionsMethods,
    ...usergroupsMethods,
    ...usersMethods,
    ...viewsMethods,
  };
}
