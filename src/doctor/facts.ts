import type { CloudProbe, Person, SlackProbe, StoreProbe, YugabyteProbe } from '../core/probes.ts';

/** What the checks of one examination share: each question is asked once, whoever needs the answer. */
export interface Facts {
  slack: SlackProbe;
  yugabyte: YugabyteProbe;
  clouds: CloudProbe;
  store: StoreProbe;
}

export function createFacts({ slack, yugabyte, clouds, store }: Facts): Facts {
  return {
    slack: {
      ...slack,
      identity: once(slack.identity),
      members: oncePerId(slack.members),
      person: oncePerId<Person | undefined>(slack.person),
    },
    yugabyte: {
      ...yugabyte,
      reach: once(yugabyte.reach),
      key: once(yugabyte.key),
      place: once(yugabyte.place),
    },
    clouds,
    store: { ...store, check: once(store.check) },
  };
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => {
    answer ??= ask();
    return answer;
  };
}

function oncePerId<T>(ask: (id: string) => Promise<T>): (id: string) => Promise<T> {
  const answers = new Map<string, Promise<T>>();
  return (id) => {
    const answer = answers.get(id) ?? ask(id);
    answers.set(id, answer);
    return answer;
  };
}
