import type { Deps } from '../deps.ts';
import { actionIds } from '../ids.ts';
import type { Listen } from '../listen.ts';
import { readStanding } from './standing.ts';

/** App Home is published when it is opened; its other buttons are those of everywhere. */
export function registerHome(listen: Listen, { homes }: Deps): void {
  listen.event('app_home_opened', ({ user, tab, view }) => {
    // The Messages tab tells of itself by the same event.
    if (tab !== 'home' || typeof user !== 'string') return;
    return homes.open(user, readStanding(view));
  });
  for (const action of [actionIds.homePrevious, actionIds.homeNext]) {
    listen.action(action, (it, { value }) => homes.turn(it.userId, readPage(value)));
  }
  listen.action(actionIds.homeAgain, ({ userId }) => homes.open(userId));
}

const readPage = (value: string | null | undefined) => (/^\d{1,6}$/.test(value ?? '') ? Number(value) : 0);
