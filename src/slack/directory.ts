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
  const users = createMemory<Membership>(clock);
  const groups = createMemory<ReadonlySet<string>>(clock);
  const unread = new Set<string>();

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

  const membershipOf = (userId: string) =>
    users.get(userId, readMembership, (error) => {
      log.warn({ userId, slack: slackCode(error), error }, 'Slack could not tell who this is: no rights');
      return 'unknown';
    });

  const membersOf = (groupId: string) =>
    groups.get(groupId, readGroup, (error) => {
      log.warn(
        { groupId, slack: slackCode(error), error },
        'user group could not be read: it gives no rights',
      );
      unread.add(groupId);
      return new Set();
    });

  async function holds(ids: readonly string[], userId: string): Promise<boolean> {
    if (ids.includes(userId)) return true;
    const members = await Promise.all(ids.filter(isGroup).map(membersOf));
    return members.some((group) => group.has(userId));
  }

  async function isOf(id: string, userId: string): Promise<boolean> {
    return isGroup(id) ? (await membersOf(id)).has(userId) : id === userId;
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
        membershipOf(userId),
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

/** Values by key, each read once at a time and kept for a while; what was forgotten while being read is not kept. */
function createMemory<T>(clock: Clock) {
  const kept = new Map<string, { value: T; until: number }>();
  const reading = new Map<string, Promise<T>>();

  function peek(key: string): T | undefined {
    const entry = kept.get(key);
    return entry && clock.now() < entry.until ? entry.value : undefined;
  }

  function get(key: string, read: (key: string) => Promise<T>, onFailure: (error: unknown) => T): Promise<T> {
    const value = peek(key);
    if (value !== undefined) return Promise.resolve(value);
    const running = reading.get(key);
    if (running) return running;
    const started: Promise<T> = read(key)
      .then(
        (fresh) => ({ value: fresh, keep: KEEP_MS }),
        (error: unknown) => ({ value: onFailure(error), keep: KEEP_FAILURE_MS }),
      )
      .then(({ value: found, keep }) => {
        if (reading.get(key) === started) {
          reading.delete(key);
          if (kept.size >= MOST_USERS) kept.clear();
          kept.set(key, { value: found, until: clock.now() + keep });
        }
        return found;
      });
    reading.set(key, started);
    return started;
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
