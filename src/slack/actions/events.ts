import type { Deps } from '../deps.ts';
import type { Listen } from '../listen.ts';

/** What Slack tells about people and groups makes the directory forget what it kept, and changes what they see. */
export function registerDirectoryEvents(listen: Listen, { directory, homes }: Deps): void {
  const forgetGroup = (id: string) => {
    directory.forgetGroup(id);
    homes.rightsChanged(id);
  };

  listen.event('subteam_members_changed', ({ subteam_id: id }) => {
    if (typeof id === 'string') forgetGroup(id);
  });
  listen.event('subteam_updated', ({ subteam }) => {
    const id = idOf(subteam);
    if (id) forgetGroup(id);
  });
  listen.event('user_change', ({ user }) => {
    const id = idOf(user);
    if (!id) return;
    directory.forgetUser(id);
    homes.rightsChanged(id);
  });
}

function idOf(thing: unknown): string | undefined {
  const id = (thing as { id?: unknown } | undefined)?.id;
  return typeof id === 'string' ? id : undefined;
}
