import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/** Counts how often the data file is written from now on: each write puts a new file in the place of the old one. */
export function countWrites(file: string): { end(): number } {
  let count = 0;
  const watcher = watch(dirname(file), (event, name) => {
    if (event === 'rename' && name === basename(file)) count++;
  });
  return {
    end() {
      watcher.close();
      return count;
    },
  };
}
