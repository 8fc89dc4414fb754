import { cardOf, planCreate } from '../create-peering.ts';
import { eventually } from '../driver.ts';
import { type Sandbox, topModal } from '../sandbox.ts';
import { alike, describePlace } from './describe-place.ts';
import type { Place } from './many-places.ts';

/** What a place looks like once traffic flows, and once all of it has been taken away again. */
export interface ThereAndBack {
  /** As they were confirmed. */
  plans: { create: string; terminate: string };
  flowing: object;
  gone: object;
}

type Screen = Awaited<ReturnType<Sandbox['screen']>>;

/**
 * Somebody peers each of the places and, when traffic flows everywhere, terminates all of it. They read the plans: one
 * that does not say all that `wanted` says, because a cloud could not be looked at, they close and ask for again. It is
 * the one thing that is left to them.
 */
export async function goThereAndBack(
  sandbox: Sandbox,
  places: Place[],
  wanted?: ThereAndBack['plans'],
): Promise<ThereAndBack[]> {
  const creating: string[] = [];
  for (const place of places) {
    creating.push(
      await confirm(sandbox, place, wanted?.create, {
        plan: () => planCreate(sandbox, place.form),
        confirm: () => sandbox.submit('operator'),
      }),
    );
  }
  await turnedUntil(sandbox, places, /Every link is green: traffic flows\.|It stopped/);
  // A look that was throttled leaves a link unknown on the card, until the next one.
  await turnedUntil(sandbox, places, /Active, traffic can flow/);
  const flowing = await Promise.all(places.map((place) => describePlace(sandbox, place)));
  const terminating: string[] = [];
  for (const place of places) {
    terminating.push(
      await confirm(sandbox, place, wanted?.terminate, {
        async plan() {
          await sandbox.command('operator', `/peering terminate ${place.peering}`);
          await sandbox.fill('operator', { Access: true });
          return sandbox.fill('operator', { 'Type the name to confirm': place.peering });
        },
        confirm: () => sandbox.press('operator', 'Terminate', { in: 'modal' }),
      }),
    );
  }
  await turnedUntil(sandbox, places, /Terminated|It stopped/);
  await sandbox.clock('10m');
  const gone = await Promise.all(places.map((place) => describePlace(sandbox, place)));
  return places.map((_, index) => ({
    plans: { create: creating[index] ?? '', terminate: terminating[index] ?? '' },
    flowing: flowing[index] ?? {},
    gone: gone[index] ?? {},
  }));
}

/** The plan that was confirmed. */
async function confirm(
  sandbox: Sandbox,
  place: Place,
  wanted: string | undefined,
  how: { plan(): Promise<Screen>; confirm(): Promise<Screen> },
): Promise<string> {
  for (let tries = 1; ; tries++) {
    const plan = stepsOf(alike(place, topModal(await how.plan()).text));
    if (wanted === undefined || plan === wanted) {
      const { text } = topModal(await how.confirm());
      if (/the peering is being requested|the termination is on its way/.test(text)) {
        await closeAll(sandbox);
        return plan;
      }
    }
    if (tries > 10) throw new Error(`never to be confirmed: ${plan}\n\nwanted: ${wanted}`);
    await closeAll(sandbox);
  }
}

/** In no order: what is alike is planned in the order of its ids. */
const stepsOf = (plan: string) =>
  plan
    .split('\n')
    .map((line) => line.replace(/^\d+\. /, ''))
    .toSorted()
    .join('\n');

async function closeAll(sandbox: Sandbox): Promise<void> {
  for (let { modals } = await sandbox.screen('operator'); modals.length > 0; ) {
    ({ modals } = await sandbox.press('operator', '×', { in: 'modal' }));
  }
}

/** Until the card of each, or its thread, says so. */
async function turnedUntil(sandbox: Sandbox, places: Place[], said: RegExp): Promise<void> {
  const left = new Set(places);
  await eventually(
    async () => {
      await sandbox.clock('5s');
      for (const place of left) {
        const { card, notes } = await cardOf(sandbox, place.peering);
        if ([card, ...notes].some((message) => message && said.test(message.text))) left.delete(place);
      }
      return [...left].map(({ peering }) => peering);
    },
    ({ length }) => length === 0,
  );
}
