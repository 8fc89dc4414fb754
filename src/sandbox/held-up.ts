/** In real milliseconds: how often it is looked, and how late that may be. */
const beat = 10;
const lateAtMost = 20;

let lost = 0;
let seen = 0;
let beating: NodeJS.Timeout | undefined;

/**
 * For how many real milliseconds this process has been held up so far: by work of its own, or by a machine that had no turn
 * for it. Nobody in it could do anything meanwhile, so that who waits for somebody in it takes that off.
 */
export function heldUp(): number {
  if (beating) look();
  else {
    seen = performance.now();
    beating = setInterval(look, beat).unref();
  }
  return lost;
}

function look(): void {
  const now = performance.now();
  lost += Math.max(0, now - seen - beat - lateAtMost);
  seen = now;
}
