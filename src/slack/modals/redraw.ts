import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Log } from '../log.ts';
import { retryWhenLimited } from '../retry-when-limited.ts';
import { slackCode, toBotError } from '../slack-error.ts';
import { within } from '../within.ts';

/** `sole`: nothing was drawn since the payload that asked for this, so what it shows is what stands there. */
type Build = (sole: boolean) => Promise<ModalView | undefined>;

/** Draws views again, one drawing at a time for each view. */
export interface Redraws {
  /**
   * `build` makes the view from what is known then; `undefined` leaves it as it is. When another drawing of the same
   * view is under way, only the newest of those that wait is drawn. A view that was closed meanwhile is no error.
   * `meanwhile` stands there when building takes long.
   */
  draw(view: { id: string; hash?: string }, build: Build, meanwhile?: ModalView): Promise<void>;
}

const SLOW_MS = 800;

export function createRedraws(web: WebClient, log: Log): Redraws {
  const waiting = new Map<string, { next?: Build; done: Promise<void> }>();

  async function drawAll(
    { id, hash }: { id: string; hash?: string },
    first: Build,
    entry: { next?: Build },
    meanwhile: ModalView | undefined,
  ) {
    let build: Build | undefined = first;
    let expected = hash;
    let sole = true;
    while (build) {
      const building: Promise<ModalView | undefined> = build(sole);
      if (meanwhile && (await isSlow(building))) {
        await update(id, expected, meanwhile);
        expected = undefined;
      }
      const view: ModalView | undefined = await building;
      const newer: Build | undefined = entry.next;
      delete entry.next;
      sole = false;
      if (newer) {
        build = newer;
        expected = undefined;
        continue;
      }
      const conflict: boolean = view ? (await update(id, expected, view)) === 'conflict' : false;
      // Somebody drew in between: build anew from what holds now.
      build = conflict ? (entry.next ?? build) : entry.next;
      delete entry.next;
      expected = undefined;
    }
  }

  async function update(
    id: string,
    hash: string | undefined,
    view: ModalView,
  ): Promise<'drawn' | 'conflict' | 'closed'> {
    try {
      await retryWhenLimited(() => web.views.update({ view_id: id, view, ...(hash && { hash }) }));
      return 'drawn';
    } catch (error) {
      const code = slackCode(error);
      if (code === 'not_found') return 'closed';
      if (code === 'hash_conflict' && hash) return 'conflict';
      log.error({ error, view: view.callback_id }, 'a view could not be drawn');
      throw toBotError(error, 'drawing a window');
    }
  }

  return {
    draw(view, build, meanwhile) {
      const { id } = view;
      const running = waiting.get(id);
      if (running) {
        running.next = build;
        return running.done;
      }
      const entry: { next?: Build; done: Promise<void> } = { done: Promise.resolve() };
      entry.done = drawAll(view, build, entry, meanwhile).finally(() => waiting.delete(id));
      waiting.set(id, entry);
      return entry.done;
    },
  };
}

async function isSlow(work: Promise<unknown>): Promise<boolean> {
  const done = work.then(
    () => true,
    () => true,
  );
  return (await within(SLOW_MS, done)) === undefined;
}
