import { setTimeout as sleep } from 'node:timers/promises';
import type { Screen } from '../../src/sandbox/slack/driver/screen.ts';

export type Persona = 'operator' | 'approver' | 'viewer' | 'guest';

/** The sandbox's HTTP controls, as a person's script uses them. */
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
  /** Looks at that person's screen, in real time, until it is as expected; 15 s at most. */
  until(as: Persona, seen: (screen: Screen) => boolean): Promise<Screen>;
  clock(advance: string): Promise<void>;
  faults(fault: Record<string, unknown>): Promise<void>;
  happen(what: Record<string, unknown>): Promise<void>;
  /** POST or GET any control; the answer's JSON. Throws with the answer's text on a status that is not 2xx. */
  control<T = unknown>(path: string, body?: unknown): Promise<T>;
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
  const slack = (call: string, body: unknown) => control<Screen>(`/sandbox/slack/${call}`, body);

  const until: Driver['until'] = async (as, seen) => {
    for (let looks = 0; looks < 300; looks++) {
      const now = await control<Screen>(`/sandbox/slack/screen?as=${as}`);
      if (seen(now)) return now;
      await sleep(50);
    }
    throw new Error(
      `never seen: ${JSON.stringify(await control(`/sandbox/slack/screen?as=${as}`), null, 1)}`,
    );
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
