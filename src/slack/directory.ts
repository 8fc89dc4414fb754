import type { WebClient } from '@slack/web-api';
import type { Actor, RightsPolicy } from '../core/authorize.ts';
import type { Clock } from '../core/ports.ts';
import type { Log } from './log.ts';
import { membershipIn } from './membership.ts';
import { slackCode } from './slack-error.ts';

/** Knows who people are: membership from `users.info`, roles from the configured ids and user groups. */
export interface Directory {
  /** Never throws: what Slack cannot tell counts as no right. */
  actor(userId: string, teamId?: string): Promise<Actor>;
  /** At once, when everything about this person is known and young enough. */
  known(userId: string, teamId?: string): Actor | undefined;
  /** Those of these user and user-group ids that are this person, or a group of theirs. Never throws. */
  idsOf(userId: string, ids: Iterable<string>): Promise<string[]>;
  /** The user groups that Slack could not tell the members of when asked last. */
  unread(): string[];
  /** The workspace that the app is installed in. */
  setTeam(teamId: string): void;
  forgetUser(userId: string): void;
  forgetGroup(groupId: string): void;
}

const KEEP_MS = 5 * 60_000;
/** Who is asked about after that is asked for meanwhile, so that nobody has to wait for it later. */
const RENEW_MS = KEEP_MS / 2;
/** A failed look-up is not asked again at once: `usergroups.users.list` allows 20 calls a minute. */
const KEEP_FAILURE_MS = 15_000;
const MOST_USERS = 5000;

type Membership = Actor['membership'];

export function createDirectory({
  client,
  rights,
  clock,
  log,
}: {
  client: WebClient;
  rights: RightsPolicy;
  clock: Clock;
  log: Log;
}): Directory {
  let team: string | undefined;
  const unread = new Set<string>();
  const users = createMemory<Membership>(clock, readMembership, (userId, error) => {
    log.warn({ userId, slack: slackCode(error), error }, 'Slack could not tell who this is: no rights');
    return 'unknown';
  });
  const groups = createMemory<ReadonlySet<string>>(clock, readGroup, (groupId, error) => {
    log.warn({ groupId, slack: slackCode(error), error }, 'user group could not be read: it gives no rights');
    unread.add(groupId);
    return new Set();
  });

  async function readMembership(userId: string): Promise<Membership> {
    const { user } = await client.users.info({ user: userId });
    if (!user || user.deleted) return 'unknown';
    return membershipIn(team, user);
  }

  async function readGroup(groupId: string): Promise<ReadonlySet<string>> {
    const { users: members = [] } = await client.usergroups.users.list({ usergroup: groupId });
    unread.delete(groupId);
    return new Set(members);
  }

  async function holds(ids: readonly string[], userId: string): Promise<boolean> {
    if (ids.includes(userId)) return true;
    const members = await Promise.all(ids.filter(isGroup).map(groups.get));
    return members.some((group) => group.has(userId));
  }

  async function isOf(id: string, userId: string): Promise<boolean> {
    return isGroup(id) ? (await groups.get(id)).has(userId) : id === userId;
  }

  /** As `holds`, from memory; `undefined` when a group would have to be asked. */
  function knownToHold(ids: readonly string[], userId: string): boolean | undefined {
    if (ids.includes(userId)) return true;
    const members = ids.filter(isGroup).map((groupId) => groups.peek(groupId));
    if (members.includes(undefined)) return undefined;
    return members.some((group) => group?.has(userId));
  }

  return {
    async actor(userId, teamId) {
      const [membership, operator, approver] = await Promise.all([
        users.get(userId),
        holds(rights.operators, userId),
        holds(rights.approvers, userId),
      ]);
      return { userId, ...(teamId && { teamId }), membership, operator, approver };
    },
    known(userId, teamId) {
      const membership = users.peek(userId);
      const operator = knownToHold(rights.operators, userId);
      const approver = knownToHold(rights.approvers, userId);
      if (membership === undefined || operator === undefined || approver === undefined) return undefined;
      return { userId, ...(teamId && { teamId }), membership, operator, approver };
    },
    async idsOf(userId, ids) {
      const all = await Promise.all(
        [...new Set(ids)].map(async (id) => ((await isOf(id, userId)) ? [id] : [])),
      );
      return all.flat();
    },
    unread: () => [...unread],
    setTeam(teamId) {
      team = teamId;
    },
    forgetUser: users.forget,
    forgetGroup: groups.forget,
  };
}

const isGroup = (id: string) => id.startsWith('S');

interface Kept<T> {
  value: T;
  until: number;
  renewAt: number;
}

/**
 * Values by key, each read once at a time and kept for a while; what was forgotten while being read is not kept. What cannot
 * be renewed is kept for its time all the same, and no longer.
 */
function createMemory<T>(
  clock: Clock,
  read: (key: string) => Promise<T>,
  onFailure: (key: string, error: unknown) => T,
) {
  const kept = new Map<string, Kept<T>>();
  const reading = new Map<string, Promise<T>>();

  function young(key: string): Kept<T> | undefined {
    const entry = kept.get(key);
    return entry && clock.now() < entry.until ? entry : undefined;
  }

  function peek(key: string): T | undefined {
    const entry = young(key);
    if (entry && clock.now() >= entry.renewAt) void readOnce(key);
    return entry?.value;
  }

  function get(key: string): Promise<T> {
    const value = peek(key);
    return value === undefined ? readOnce(key) : Promise.resolve(value);
  }

  function readOnce(key: string): Promise<T> {
    const running = reading.get(key);
    if (running) return running;
    const started: Promise<T> = read(key)
      .then(
        (value) => ({ value, until: clock.now() + KEEP_MS, renewAt: clock.now() + RENEW_MS }),
        (error: unknown) => failed(key, onFailure(key, error)),
      )
      .then((entry) => {
        if (reading.get(key) === started) {
          reading.delete(key);
          if (kept.size >= MOST_USERS) kept.clear();
          kept.set(key, entry);
        }
        return entry.value;
      });
    reading.set(key, started);
    return started;
  }

  function failed(key: string, value: T): Kept<T> {
    const renewAt = clock.now() + KEEP_FAILURE_MS;
    return { value, until: renewAt, ...young(key), renewAt };
  }

  return {
    peek,
    get,
    forget(key: string) {
      kept.delete(key);
      reading.delete(key);
    },
  };
}
