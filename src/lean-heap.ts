import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

const MB = 1024 * 1024;
/** Two halves: what lives is copied from one into the other, which takes the longer the larger they are. */
const YOUNG = 8 * MB;

/**
 * A look at thousands of peerings leaves much behind at once. The heap does no more than double before it is searched for
 * garbage, and its young part stays small, so that nobody who asks meanwhile waits for long. V8 takes that size at runtime
 * only as where its growth ends. What still lives is marked in small steps in between: V8's helpers, up to four at once, would
 * take few processors away from whoever answers. `node --v8-options` explains the flags.
 */
setFlagsFromString('--no-concurrent-marking');
setFlagsFromString('--heap-growing-percent=100');
growYoungPart();
setFlagsFromString('--semi-space-growth-factor=1');

/** Some milliseconds: it grows when what is kept has to be copied. */
function growYoungPart(): void {
  const kept: unknown[][] = [];
  for (let made = 0; made < 2_000 && youngSize() < YOUNG; made++) {
    kept.push(new Array(2_000).fill(made));
    if (kept.length > 60) kept.shift();
  }
}

function youngSize(): number {
  return getHeapSpaceStatistics().find((space) => space.space_name === 'new_space')?.space_size ?? YOUNG;
}
