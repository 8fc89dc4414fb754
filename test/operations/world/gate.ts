/** Stands before every port call of one bot: counts, lets fail, kills. */
export interface Gate {
  pass<T>(call: string, effect: () => Promise<T>): Promise<T>;
  dead(): boolean;
  calls: string[];
}

/** `at`: the number of the call, or the name of which it is the first. */
export type Incident =
  | { do: 'kill'; at: number | string; effect: 'none' | 'done' }
  | { do: 'fail'; at: number; effect: 'none' | 'done'; error: (call: string) => Error };

export function createGate(incident?: Incident): Gate {
  let dead = false;
  const calls: string[] = [];
  const never = () => new Promise<never>(() => {});

  return {
    calls,
    dead: () => dead,
    async pass(call, effect) {
      if (dead) return never();
      calls.push(call);
      if (!incident || (incident.at !== calls.length && incident.at !== call)) {
        const result = await effect();
        return dead ? never() : result;
      }
      if (incident.do === 'kill') dead = true;
      if (incident.effect === 'done') await effect();
      if (incident.do === 'kill') return never();
      throw incident.error(call);
    },
  };
}

/** The same port with the gate before each of its methods but those named. */
export function gated<Port extends object>(
  name: string,
  port: Port,
  gate: Gate,
  free: (keyof Port)[] = [],
): Port {
  const methods = Object.entries(port).map(([key, value]) => {
    if (typeof value !== 'function' || free.includes(key as keyof Port)) return [key, value];
    return [key, (...args: unknown[]) => gate.pass(`${name}.${key}`, async () => value.apply(port, args))];
  });
  return Object.fromEntries(methods) as Port;
}
