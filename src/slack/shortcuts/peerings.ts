import type { Deps } from '../deps.ts';
import { shortcutIds } from '../ids.ts';
import type { Listen } from '../listen.ts';
import { openList } from '../modals/list.ts';

/** Slash commands do not work in threads; this one does everywhere. */
export function registerPeeringsShortcut(listen: Listen, deps: Deps): void {
  listen.shortcut(shortcutIds.peerings, (it) => openList(deps, it, {}));
}
