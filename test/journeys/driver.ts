import { setTimeout as sleep } from 'node:timers/promises';
import type { Screen } from '../../src/sandbox/slack/driver/screen.ts';

export type Persona = 'operator' | 'approver' | 'viewer' | 'guest';

/** The sandbox's HTTP controls, as a person uses them who waits until a window is filled. */
export interface Driver {
  command(as: Persona, text: string): Promise<Screen>;
  press(
    as: Persona,
    label: string,
    where?: { row?: string; in?: 'modal' | 'home' | 'message'; confirm?: boolean },
  ): Promise<Screen>;
  fill(as: Persona, values: Record<string, string | boolean>): Promise<Screen>;
  submit(as: Persona): Promise<Screen>;
  shortcut(as: Persona, name: string): Promise<Screen>;
  screen(as: Persona): Promise<Screen>;
  /** Looks at that person's screen, in real time, until it is as expected; a minute at least. */
  until(as: Persona, seen: (screen: Screen) => boolean): Promise<Screen>;
  clock(advance: string): Promise<void>;
  faults(fault: Record<string, unknown>): Promise<void>;
  happen(what: Record<string, unknown>): Promise<void>;
  /** POST or GET any control; the answer's JSON. Throws with the answer's text on a status that is not 2xx. */
  control<T = unknown>(path: string, body?: unknown): Promise<T>;
}

/** A loading view is on top. */
export const isLoading = ({ modals }: Screen): boolean =>
  /^:hourglass_flowing_sand: .*…$/.test(modals.at(-1)?.text ?? '');

/** Said before anything was done. */
export const isMissing = /has no modal open|There is no .?"|there is: no fields/;

/** Looks again and again, in real time, until it is as expected; a minute at least, for a busy machine is slow, not wrong. */
export async function eventually<T>(look: () => Promise<T>, isIt: (seen: T) => boolean): Promise<T> {
  for (let looks = 0; looks < 1_200; looks++) {
    const seen = await look();
    if (isIt(seen)) return seen;
    await sleep(50);
  }
  throw new Error(`never seen: ${JSON.stringify(await look(), null, 1)}`);
}

/** `address`: of the sandbox's first port. */
export function createDriver(address: string): Driver {
  const control = async <T>(path: string, body?: unknown): Promise<T> => {
    const init =
      body === undefined
        ? {}
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const answer = await fetch(`${address}${path}`, init);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path} ${JSON.stringify(body)}: HTTP ${answer.status} ${text}`);
    return JSON.parse(text) as T;
  };
  const until: Driver['until'] = (as, seen) =>
    eventually(() => control<Screen>(`/sandbox/slack/screen?as=${as}`), seen);
  /** What is not there yet may be about to come: a bot in another process may be slower than the screen is quiet. */
  const patiently = async (call: string, body: object): Promise<Screen> => {
    for (let tries = 1; ; tries++) {
      try {
        return await control<Screen>(`/sandbox/slack/${call}`, body);
      } catch (error) {
        if (tries === 40 || !isMissing.test(String(error))) throw error;
        await sleep(100);
      }
    }
  };
  const slack = async (call: string, body: { as: Persona; [field: string]: unknown }) => {
    const screen = await patiently(call, body);
    return isLoading(screen) ? until(body.as, (later) => !isLoading(later)) : screen;
  };

  return {
    command: (as, text) => slack('command', { as, text }),
    press: (as, label, where = {}) => slack('press', { as, label, ...where }),
    fill: (as, values) => slack('fill', { as, values }),
    submit: (as) => slack('submit', { as }),
    shortcut: (as, name) => slack('shortcut', { as, name }),
    screen: (as) => control<Screen>(`/sandbox/slack/screen?as=${as}`),
    until,
    clock: async (advance) => void (await control('/sandbox/clock', { advance })),
    faults: async (fault) => void (await control('/sandbox/faults', fault)),
    happen: async (what) => void (await control('/sandbox/world', what)),
    control,
  };
}
