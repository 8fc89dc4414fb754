import type { MessagePlace } from '../core/ports.ts';

export interface Posted {
  place: MessagePlace;
  /** It was there already. */
  found: boolean;
}

/** Posts messages so that one whose answer was lost is found rather than posted twice. */
export interface PostOnce {
  /** A former process may have posted it. */
  doubt(marker: string): void;
  /** Posts; where an earlier answer may have been lost, looks for the message first. */
  once(
    marker: string,
    ways: { find(): Promise<MessagePlace | undefined>; post(): Promise<MessagePlace> },
  ): Promise<Posted>;
  /** Only looks, and only where an earlier answer may have been lost. */
  sought(marker: string, find: () => Promise<MessagePlace | undefined>): Promise<MessagePlace | undefined>;
}

export function createPostOnce(): PostOnce {
  const doubtful = new Set<string>();
  return {
    doubt: (marker) => void doubtful.add(marker),
    async once(marker, { find, post }) {
      if (doubtful.has(marker)) {
        const place = await find();
        if (place) return { place, found: true };
      }
      doubtful.add(marker);
      const place = await post();
      doubtful.delete(marker);
      return { place, found: false };
    },
    sought: async (marker, find) => (doubtful.has(marker) ? find() : undefined),
  };
}
