import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';

export interface Writes {
  /** Resolves once the file has been written since it resolved last. */
  next(): Promise<void>;
  /** How often it was written. */
  end(): number;
}

/** Watches the data file being written from now on: each write puts a new file in the place of the old one. */
export function watchWrites(file: string): Writes {
  let count = 0;
  let seen = 0;
  let wake = () => {};
  const watcher = watch(dirname(file), (event, name) => {
    if (event !== 'rename' || name !== basename(file)) return;
    count++;
    wake();
  });
  return {
    async next() {
      if (seen === count)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      seen = count;
    },
    end() {
      watcher.close();
      return count;
    },
  };
}
