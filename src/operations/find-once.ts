import { judge } from '../core/chain/judge.ts';
import type { Knowledge, Owner } from '../core/chain/link.ts';
import type { Observation, Peering, Reading } from '../core/peering.ts';
import { isSameData } from '../core/same-data.ts';
import { diesAt } from './dies-at.ts';
import type { KnowledgeSource } from './knowledge.ts';

/** What is kept of a verdict for each of thousands. */
export interface Found {
  /** See `diesAt`. */
  dies: number | undefined;
  /** Who has to do something about the first link that is not ok. */
  turns: Owner[];
}

/** Finds it for the peerings of one observation. */
export interface Finder {
  find(peering: Peering): Found;
  /** Forgets what it has found of peerings that are not there any more. */
  forgetOthers(): void;
}

/** What all of them are judged by: lists that were read again without a change are the same objects. */
type Ground = Pick<Observation, 'vpcs' | 'clusters' | 'allowLists' | 'mayRead' | 'mayAct'>;

interface Kept extends Found {
  ground: Ground;
  facts: unknown;
  requestedAt: Knowledge['requestedAt'];
  /** The same would be found at any time. */
  isTimeless: boolean;
}

/** Nearly all of thousands are as they were when they were looked at before: what was found of these still holds. */
export function createFindOnce(
  knowledge: Pick<KnowledgeSource, 'of'>,
): (observation: Observation, at: number) => Finder {
  const kept = new Map<Peering, Kept>();
  let last: Ground | undefined;

  return (observation, at) => {
    const ground = last && isSameGround(last, observation) ? last : groundOf(observation);
    last = ground;

    function stillSo(peering: Peering): Kept | undefined {
      const before = kept.get(peering);
      if (before?.ground !== ground || !before.isTimeless) return undefined;
      if (before.facts !== observation.clouds?.get(peering.id)) return undefined;
      return isSameData(before.requestedAt, knowledge.of(peering).requestedAt) ? before : undefined;
    }

    function findOut(peering: Peering): Kept {
      const known = knowledge.of(peering);
      const verdict = judge(peering, observation, known);
      const found = {
        dies: diesAt(peering, verdict, at),
        turns: (verdict.firstBroken?.findings ?? []).map(({ owner }) => owner),
        ground,
        facts: observation.clouds?.get(peering.id),
        requestedAt: known.requestedAt,
        isTimeless: verdict.flows !== 'no',
      };
      kept.set(peering, found);
      return found;
    }

    return {
      find: (peering) => stillSo(peering) ?? findOut(peering),
      forgetOthers() {
        if (kept.size === observation.peerings.length) return;
        const there = new Set(observation.peerings);
        for (const peering of kept.keys()) if (!there.has(peering)) kept.delete(peering);
      },
    };
  };
}

/** Nothing else of an observation is held for as long. */
const groundOf = ({ vpcs, clusters, allowLists, mayRead, mayAct }: Observation): Ground => ({
  vpcs,
  clusters,
  allowLists,
  ...(mayRead && { mayRead }),
  ...(mayAct && { mayAct }),
});

function isSameGround(a: Ground, b: Ground): boolean {
  return (
    isSameReading(a.vpcs, b.vpcs) &&
    isSameReading(a.clusters, b.clusters) &&
    isSameReading(a.allowLists, b.allowLists) &&
    isSameData([a.mayRead, a.mayAct], [b.mayRead, b.mayAct])
  );
}

const isSameReading = <T>(a: Reading<T>, b: Reading<T>) => a.ok && b.ok && a.value === b.value;
