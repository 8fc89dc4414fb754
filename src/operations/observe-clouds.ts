import type { AwsFacts, AwsVpcFacts } from '../core/cloud/aws-facts.ts';
import type { Clouds } from '../core/cloud/clouds.ts';
import type { GcpFacts, GcpNetworkFacts } from '../core/cloud/gcp-facts.ts';
import { unseenFacts } from '../core/cloud/unseen-facts.ts';
import { awsEnds } from '../core/next-step/aws-ends.ts';
import { gcpEnds } from '../core/next-step/gcp-ends.ts';
import type { ApplicationVpc, Observation, Peering, Provider } from '../core/peering.ts';
import { placeKey } from '../core/place-key.ts';
import type { Clock, ManagedDb } from '../core/ports.ts';
import { yugabyteVpcOf } from '../core/yugabyte-vpc-of.ts';
import { atMost } from './at-most.ts';
import { OLD_AFTER_MS } from './freshness.ts';

/** Somebody waits: what a cloud has not told by then is shown as not seen, and taken in when it comes. */
const PATIENCE_MS = 2_500;
/** Two looks in a row need not both go to the cloud. */
const FRESH_MS = 1_000;

type Facts = AwsFacts | GcpFacts;
type PlaceFacts = AwsVpcFacts | GcpNetworkFacts;

/** The managed database, with what the clouds tell in its observations. */
export interface ObservedDb extends ManagedDb {
  /** Looks at the clouds of these peerings, as last observed, unless that was done within `maxAgeMs`. Never rejects. */
  lookAt(peeringIds: readonly string[], maxAgeMs: number): Promise<void>;
  /** Something was changed at the cloud of that peering: what was seen there before is too old for anybody. */
  outdate(peeringId: string): void;
}

/**
 * The managed database, its observations with what the clouds tell beside. Looks only where it is asked to; a cloud that
 * is dead or slow keeps nobody waiting for long.
 */
export function withClouds(managedDb: ManagedDb, clouds: Clouds, clock: Clock): ObservedDb {
  if (!clouds.aws && !clouds.gcp) return { ...managedDb, lookAt: async () => {}, outdate() {} };
  const facts = new Map<string, Facts>();
  const places = new Map<string, PlaceFacts>();
  const looking = new Map<string, Promise<void>>();
  const outdated = new Set<string>();
  const mayRead: Provider[] = [...(clouds.aws ? ['AWS'] : []), ...(clouds.gcp ? ['GCP'] : [])];
  const mayAct: Provider[] = [
    ...(clouds.aws?.mode === 'act' ? ['AWS'] : []),
    ...(clouds.gcp?.mode === 'act' ? ['GCP'] : []),
  ];
  let revision = 0;
  let last: { base: Observation; revision: number; merged: Observation } | undefined;

  /** The same object as long as nothing has changed: what is derived from it is remembered. */
  function merge(base: Observation): Observation {
    if (last?.base === base && last.revision === revision) return last.merged;
    const there = new Set(base.peerings.map(({ id }) => id));
    for (const id of facts.keys()) if (!there.has(id)) facts.delete(id);
    const merged = { ...base, clouds: new Map(facts), places: new Map(places), mayRead, mayAct };
    last = { base, revision, merged };
    return merged;
  }

  async function look(base: Observation, wanted: 'all' | readonly string[], maxAgeMs: number): Promise<void> {
    const isOld = ({ id }: Peering) => outdated.has(id) || clock.now() - (facts.get(id)?.at ?? 0) > maxAgeMs;
    const asked = wanted === 'all' ? base.peerings : base.peerings.filter(({ id }) => wanted.includes(id));
    // Such a look may have begun before the change.
    await Promise.all(asked.map(({ id }) => outdated.has(id) && looking.get(id)));
    const old = asked.filter(isOld);
    const begun = old.filter(({ id }) => !looking.has(id));
    for (const { id } of begun) outdated.delete(id);
    const work = lookAt(begun, base);
    for (const { id } of begun) {
      looking.set(
        id,
        work.finally(() => looking.delete(id)),
      );
    }
    await Promise.all(old.map(({ id }) => looking.get(id)));
  }

  async function lookAt(peerings: Peering[], base: Observation): Promise<void> {
    const at = <E>(ends: (peering: Peering) => { ok: true; value: E } | { ok: false }) =>
      peerings.flatMap((peering) => {
        const found = ends(peering);
        return found.ok ? [{ id: peering.id, ends: found.value }] : [];
      });
    const inAws = at((peering) =>
      peering.application.provider === 'AWS' ? awsEnds(peering, yugabyteVpcOf(peering, base)) : NOT_HERE,
    );
    const inGcp = at((peering) =>
      peering.application.provider === 'GCP' ? gcpEnds(peering, yugabyteVpcOf(peering, base)) : NOT_HERE,
    );
    const take = (all: { id: string }[]) => (seen: Facts[]) => {
      seen.forEach((one, index) => {
        const id = all[index]?.id;
        if (id !== undefined) facts.set(id, one);
      });
      revision++;
    };
    await Promise.all([
      inAws.length > 0 && clouds.aws?.look(inAws.map(({ ends }) => ends)).then(take(inAws)),
      inGcp.length > 0 && clouds.gcp?.look(inGcp.map(({ ends }) => ends)).then(take(inGcp)),
    ]);
  }

  /** Nothing was told in time: what is known from long ago is not shown as if it were so now. */
  function giveUpOn(base: Observation, wanted: readonly string[]): void {
    for (const { id, application } of base.peerings) {
      if (!wanted.includes(id) || !looking.has(id)) continue;
      if (clock.now() - (facts.get(id)?.at ?? 0) <= OLD_AFTER_MS) continue;
      const provider = application.provider === 'AWS' ? 'AWS' : 'GCP';
      const reason = `${provider} did not answer in time.`;
      facts.set(id, unseenFacts(provider, 0, { ok: false, why: 'unreachable', reason }));
      revision++;
    }
  }

  async function lookAtPlace(application: ApplicationVpc, maxAgeMs: number): Promise<void> {
    const key = placeKey(application);
    if (clock.now() - (places.get(key)?.at ?? 0) <= maxAgeMs) return;
    const { cloudProject, region = '', externalVpcId } = application;
    const seen =
      application.provider === 'AWS'
        ? await clouds.aws?.lookAtVpc({ account: cloudProject, region, vpcId: externalVpcId })
        : await clouds.gcp?.lookAtNetwork({ project: cloudProject, network: externalVpcId });
    if (!seen) return;
    // Only the last few are of use: somebody is filling in a form.
    if (places.size >= MOST_PLACES) places.delete(places.keys().next().value ?? '');
    places.delete(key);
    places.set(key, seen);
    revision++;
  }

  async function lookSoon(base: Observation, peeringIds: readonly string[], maxAgeMs: number) {
    await atMost(clock, PATIENCE_MS, look(base, peeringIds, maxAgeMs));
    giveUpOn(base, peeringIds);
  }

  return {
    ...managedDb,
    async lookAt(peeringIds, maxAgeMs) {
      const base = managedDb.peek();
      if (base) await lookSoon(base, peeringIds, maxAgeMs);
    },
    outdate: (peeringId) => void outdated.add(peeringId),
    peek() {
      const base = managedDb.peek();
      return base && merge(base);
    },
    async observe(options = {}) {
      const { clouds: wanted, place, maxAgeMs = FRESH_MS } = options;
      const base = await managedDb.observe(options);
      if (wanted === 'all') await look(base, wanted, maxAgeMs);
      else if (wanted) await lookSoon(base, wanted, maxAgeMs);
      if (place) await atMost(clock, PATIENCE_MS, lookAtPlace(place, maxAgeMs));
      return merge(base);
    },
  };
}

const NOT_HERE = { ok: false } as const;
const MOST_PLACES = 50;
