import type { Store } from '../core/ports.ts';

/**
 * The same store, which tells of every document that was written or removed: whatever happens here is stored, so that who
 * watches the store misses nothing. What is told of may not be at hand yet.
 */
export function watchStore(store: Store, changed: (keys: readonly string[]) => void): Store {
  return {
    ...store,
    put: (key, value, expectedVersion) =>
      store.put(key, value, expectedVersion).finally(() => changed([key])),
    remove: (key, expectedVersion) => store.remove(key, expectedVersion).finally(() => changed([key])),
    commit: (changes) => store.commit(changes).finally(() => changed(changes.map(({ key }) => key))),
  };
}
