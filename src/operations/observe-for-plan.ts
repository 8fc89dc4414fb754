import { isFromSweep } from '../core/cloud/is-from-sweep.ts';
import { isPassingTrouble } from '../core/cloud/is-passing-trouble.ts';
import { isComplete } from '../core/is-complete.ts';
import type { Observation } from '../core/peering.ts';
import type { Clock, ManagedDb } from '../core/ports.ts';

/**
 * What a plan is made from: at most `options.maxAgeMs` old. One that lacks something was perhaps read while Yugabyte or the cloud
 * was in trouble that is over by now, or while all VPCs were looked at together; a plan made from it would lack a step, or look
 * changed to the next reading: so it is read once more.
 */
export async function observeForPlan(
  managedDb: Pick<ManagedDb, 'observe'>,
  clock: Clock,
  options: { maxAgeMs: number; clouds?: readonly string[] },
): Promise<Observation> {
  const asked = clock.now();
  const known = await managedDb.observe(options);
  const triedAt = known.refreshFailed?.at ?? known.at;
  const isRead = isComplete(known) || triedAt >= asked;
  const isSeen = (options.clouds ?? []).every((id) => {
    const facts = known.clouds?.get(id);
    if (!facts) return true;
    return facts.at >= asked || !(isFromSweep(facts) || isPassingTrouble(facts));
  });
  return isRead && isSeen ? known : managedDb.observe({ ...options, maxAgeMs: 0 });
}
