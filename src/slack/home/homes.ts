import { createHash } from 'node:crypto';
import type { KnownBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Actor, RightsPolicy } from '../../core/authorize.ts';
import type { Clock } from '../../core/ports.ts';
import type { Operations } from '../../operations/api.ts';
import { createQueue } from '../../operations/queue.ts';
import type { SlackClient } from '../client.ts';
import type { Directory } from '../directory.ts';
import { explain } from '../explain.ts';
import type { Log } from '../log.ts';
import { remember } from '../modals/remember.ts';
import { retryWhenLimited } from '../retry-when-limited.ts';
import { refusalToRead } from '../rights.ts';
import { toBotError } from '../slack-error.ts';
import { within } from '../within.ts';
import {
  type HomeDrawing,
  homeDrawing,
  homeView,
  readingHome,
  refusedHome,
  troubledHome,
  unknownHome,
} from './home-view.ts';
import { createRefresher, type Refreshed } from './refresher.ts';
import type { Standing } from './standing.ts';

/** Everybody's App Home. */
export interface Homes {
  /** Somebody looks at it. `standing`: what Slack has there. Never rejects. */
  open(userId: string, standing?: Standing): Promise<void>;
  /** Shows another page of it. */
  turn(userId: string, page: number): Promise<void>;
  /** Somebody may be somebody else now, or in another user group: by the id of either. */
  rightsChanged(id: string): void;
  /** Keeps those that were opened lately up to date. */
  start(): void;
  stop(): Promise<void>;
}

export interface HomesParts {
  client: SlackClient;
  operations: Operations;
  directory: Directory;
  rights: RightsPolicy;
  /** Whom an AWS account or GCP project belongs to: user and user-group ids. */
  owners: ReadonlyMap<string, string>;
  clock: Clock;
  log: Log;
  newRef: () => string;
}

/** What takes longer is announced, where nothing stands yet. */
const SLOW_MS = 800;

export function createHomes(parts: HomesParts): Homes {
  const { client, operations, directory, rights, owners, clock, log, newRef } = parts;
  const named = new Set([...rights.operators, ...rights.approvers, ...owners.values()]);
  const inTurn = createQueue();
  /** Who somebody was when looked at last: good enough to see whether anything is new. */
  const lastKnown = new Map<string, Actor>();
  let unsubscribe = () => {};
  /** Where nobody has ever opened Home there is nothing to do. */
  let isUsed = false;
  const refresher = createRefresher({
    clock,
    log,
    all: async () => (await operations.openedHomes()).map(({ userId }) => userId),
    refresh: (userId) => inTurn(userId, () => refresh(userId)),
  });

  async function whoIs(userId: string): Promise<Actor> {
    const actor = await directory.actor(userId);
    if (actor.membership !== 'unknown') lastKnown.set(userId, actor);
    return actor;
  }

  async function draw(actor: Actor, page: number): Promise<HomeDrawing> {
    if (actor.membership === 'unknown') return { blocks: unknownHome(), page: 0 };
    const refusal = refusalToRead(actor);
    if (refusal) return { blocks: refusedHome(refusal), page: 0 };
    const ownerIds = await directory.idsOf(actor.userId, owners.values());
    const home = await operations.home({ actor, ownerIds });
    return homeDrawing(home, { page, unread: directory.unread() });
  }

  async function publish(web: WebClient, userId: string, { blocks, page }: HomeDrawing): Promise<void> {
    const view = homeView(blocks, remember({ page, drawn: nameOf(blocks) }));
    await retryWhenLimited(() => web.views.publish({ user_id: userId, view }));
  }

  async function keep(userId: string, { blocks, page }: HomeDrawing, openedAt: number): Promise<void> {
    isUsed = true;
    await operations.keepHome({ userId, page, drawn: nameOf(blocks), openedAt });
  }

  function nudge(): void {
    if (isUsed) refresher.nudge();
  }

  /** What changed while no process was there is shown. */
  async function takeOver(): Promise<void> {
    isUsed ||= (await operations.openedHomes()).length > 0;
    nudge();
  }

  /** Publishes what differs from what was drawn last. */
  async function refresh(userId: string): Promise<Refreshed> {
    const before = (await operations.openedHomes()).find((home) => home.userId === userId);
    if (!before) return 'unchanged';
    const { page, openedAt } = before;
    const isNew = ({ blocks }: HomeDrawing) => nameOf(blocks) !== before.drawn;
    const guess = directory.known(userId) ?? lastKnown.get(userId);
    if (guess && !isNew(await draw(guess, page))) return 'unchanged';
    // Rights are looked at again before anything is shown.
    const actor = await whoIs(userId);
    if (actor.membership === 'unknown') return 'asked';
    const drawing = await draw(actor, page);
    if (!isNew(drawing)) return 'asked';
    await publish(client.patient, userId, drawing);
    await keep(userId, drawing, openedAt);
    return 'published';
  }

  /** Shows it to who looks, unless it stands there. */
  async function show(userId: string, drawing: HomeDrawing, standing?: Standing): Promise<void> {
    if (standing?.drawn !== nameOf(drawing.blocks)) await publish(client.quick, userId, drawing);
    await keep(userId, drawing, clock.now());
  }

  const drawFor = async (userId: string, page: number) => draw(await whoIs(userId), page);

  async function open(userId: string, standing?: Standing): Promise<void> {
    const ref = newRef();
    const drawing = drawFor(userId, standing?.page ?? 0).catch((error: unknown) => {
      log.error({ error, ref, userId }, 'Home could not be drawn');
      return { blocks: troubledHome(explain(error, ref)), page: 0 };
    });
    try {
      const isEmpty = standing === undefined && (await within(SLOW_MS, drawing)) === undefined;
      if (isEmpty) await publish(client.quick, userId, { blocks: readingHome(), page: 0 });
      await show(userId, await drawing, standing);
    } catch (error) {
      log.warn({ error, ref, userId }, 'Home could not be published');
    }
  }

  return {
    open: (userId, standing) => inTurn(userId, () => open(userId, standing)),
    turn: (userId, page) =>
      inTurn(userId, async () => show(userId, await drawFor(userId, page))).catch((error: unknown) => {
        throw toBotError(error, 'drawing Home');
      }),
    rightsChanged(id) {
      const isNamed = named.has(id);
      if (isNamed) lastKnown.clear();
      if (lastKnown.delete(id) || isNamed) nudge();
    },
    start() {
      unsubscribe = operations.onChange(nudge);
      takeOver().catch((error: unknown) => log.warn({ error }, 'who has opened Home could not be read'));
    },
    async stop() {
      unsubscribe();
      await refresher.stop();
    },
  };
}

const nameOf = (blocks: KnownBlock[]): string =>
  createHash('sha256').update(JSON.stringify(blocks)).digest('hex').slice(0, 12);
