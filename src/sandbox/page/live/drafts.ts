import type { Container } from '../../slack/client-api.ts';

/** Where a stateful element is. `dispatch`: what is said to the server about it. */
export interface FieldPlace {
  container: Container;
  blockId: string;
  actionId: string;
}

export type FieldValue = Record<string, unknown>;

/**
 * What a person has typed or chosen, from the keystroke until the server's state contains it. The draft wins over the
 * state, so that an update by the app never takes typed text away.
 */
export interface Drafts {
  get(place: FieldPlace): FieldValue | undefined;
  /** Keeps the value and sends it after `delay` ms of quiet. */
  set(place: FieldPlace, value: FieldValue, delay: number): void;
  /** Keeps the value for this page alone. */
  keep(place: FieldPlace, value: FieldValue): void;
  /** Sends what is waiting in this container; answers, when all was sent, whether all of it arrived. */
  flush(container: Container): Promise<boolean>;
  /** The container is gone, and with it what was not sent yet. */
  forget(container: Container): void;
  /** A state that was asked for at `asked` has arrived: drafts that had arrived at the server before are in it. */
  settle(asked: number): void;
  /** Ticks with every call of `settle` and delivery; gives states and deliveries their order. */
  tick(): number;
}

interface Draft {
  place: FieldPlace;
  value: FieldValue;
  timer: ReturnType<typeof setTimeout> | undefined;
  /** Not sent yet, or changed since. */
  waiting: boolean;
  /** When the server had it. */
  arrived: number | undefined;
}

/** `send` answers whether the value arrived. */
export function createDrafts(
  send: (place: FieldPlace, value: FieldValue) => Promise<boolean>,
  onChange: () => void,
): Drafts {
  const drafts = new Map<string, Draft>();
  /** One call at a time per container, so that values arrive in the order in which they were typed. */
  const queues = new Map<string, Promise<void>>();
  let time = 0;

  const ofContainer = (name: string) =>
    [...drafts.values()].filter((draft) => nameContainer(draft.place.container) === name);

  function deliver(draft: Draft): Promise<void> {
    clearTimeout(draft.timer);
    const queue = nameContainer(draft.place.container);
    const turn = (queues.get(queue) ?? Promise.resolve()).then(async () => {
      if (!draft.waiting) return;
      draft.waiting = false;
      const { value } = draft;
      const arrived = await send(draft.place, value);
      time += 1;
      if (!arrived) draft.waiting = true;
      else if (draft.value === value) draft.arrived = time;
    });
    queues.set(queue, turn);
    return turn;
  }

  return {
    get: (place) => drafts.get(nameField(place))?.value,
    set(place, value, delay) {
      const name = nameField(place);
      clearTimeout(drafts.get(name)?.timer);
      const known = drafts.get(name);
      const draft: Draft = known ?? { place, value, timer: undefined, waiting: true, arrived: undefined };
      Object.assign(draft, { value, waiting: true, arrived: undefined });
      drafts.set(name, draft);
      draft.timer = setTimeout(() => void deliver(draft), delay);
      onChange();
    },
    keep(place, value) {
      drafts.set(nameField(place), { place, value, timer: undefined, waiting: false, arrived: undefined });
      onChange();
    },
    async flush(container) {
      const name = nameContainer(container);
      for (const draft of ofContainer(name)) {
        if (draft.waiting) void deliver(draft);
      }
      await queues.get(name);
      return !ofContainer(name).some((draft) => draft.waiting);
    },
    forget(container) {
      for (const draft of ofContainer(nameContainer(container))) {
        clearTimeout(draft.timer);
        draft.waiting = false;
        drafts.delete(nameField(draft.place));
      }
    },
    settle(asked) {
      for (const [name, draft] of drafts) {
        const isView = 'view' in draft.place.container;
        // Messages carry no values in the state: what was chosen there stays until the page is closed.
        if (isView && draft.arrived !== undefined && draft.arrived <= asked) drafts.delete(name);
      }
    },
    tick() {
      time += 1;
      return time;
    },
  };
}

function nameContainer(container: Container): string {
  return 'view' in container ? container.view : `${container.message.channel}:${container.message.ts}`;
}

function nameField({ container, blockId, actionId }: FieldPlace): string {
  return JSON.stringify([nameContainer(container), blockId, actionId]);
}
