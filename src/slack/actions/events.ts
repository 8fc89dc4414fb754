import type { Deps } from '../deps.ts';
import type { Listen } from '../listen.ts';

/** What Slack tells about people and groups makes the directory forget what it kept. */
export function registerDirectoryEvents(listen: Listen, { directory }: Deps): void {
  listen.event('subteam_members_changed', ({ subteam_id: id }) => {
    if (typeof id === 'string') directory.forgetGroup(id);
  });
  listen.event('subteam_updated', ({ subteam }) => {
    const id = idOf(subteam);
    if (id) directory.forgetGroup(id);
  });
  listen.event('user_change', ({ user }) => {
    const id = idOf(user);
    if (id) directory.forgetUser(id);
  });
}

function idOf(thing: unknown): string | undefined {
  const id = (thing as { id?: unknown } | undefined)?.id;
  return typeof id === 'string' ? id : undefined;
}
