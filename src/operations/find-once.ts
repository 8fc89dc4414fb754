import { judge } from '../core/chain/judge.ts';
import type { Knowledge, Owner } from '../core/chain/link.ts';
import type { Observation, Peering } from '../core/peering.ts';
import { isSameData } from '../core/same-data.ts';
import { type Loss, lossOf } from './dies-at.ts';
import { type Ground, groundOf, isSameGround } from './judged-alike.ts';
import type { KnowledgeSource } from './knowledge.ts';

/** What is kept of a verdict for each of thousands: whatever time passes, it holds. */
export interface Found {
  loss: Loss;
  /** Who has to do something about the first link that is not ok. */
  turns: Owner[];
}

/** Finds it for the peerings of one observation. */
export interface Finder {
  find(peering: Peering): Found;
  /** Forgets what it has found of peerings that are not there any more. */
  forgetOthers(): void;
}

interface Kept extends Found {
  ground: Ground;
  facts: unknown;
  requestedAt: Knowledge['requestedAt'];
}

/** Nearly all of thousands are as they were when they were looked at before: what was found of these still holds. */
export function createFindOnce(knowledge: Pick<KnowledgeSource, 'of'>): (observation: Observation) => Finder {
  const kept = new Map<Peering, Kept>();
  let last: Ground | undefined;

  return (observation) => {
    const ground = last && isSameGround(last, observation) ? last : groundOf(observation);
    last = ground;

    function stillSo(peering: Peering): Kept | undefined {
      const before = kept.get(peering);
      if (before?.ground !== ground || before.facts !== observation.clouds?.get(peering.id)) return undefined;
      return isSameData(before.requestedAt, knowledge.of(peering).requestedAt) ? before : undefined;
    }

    function findOut(peering: Peering): Kept {
      const known = knowledge.of(peering);
      const verdict = judge(peering, observation, known);
      const found = {
        loss: lossOf(peering, verdict),
        turns: (verdict.firstBroken?.findings ?? []).map(({ owner }) => owner),
        ground,
        facts: observation.clouds?.get(peering.id),
        requestedAt: known.requestedAt,
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
