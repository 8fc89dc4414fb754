// The built bot on a clock that its parent turns forward: a tick is due when the bench says so. Everything else is main.js's.
import '../../dist/lean-heap.js';
import { compose } from '../../dist/compose.js';
import { loadConfig } from '../../dist/config/load-config.js';
import { systemClock } from '../../dist/system-clock.js';

let ahead = 0;
const waiting = new Set();
const now = () => Date.now() + ahead;

const clock = {
  ...systemClock,
  now,
  after(ms, work) {
    const timer = { at: now() + ms, work };
    waiting.add(timer);
    arm(timer);
    return () => {
      clearTimeout(timer.handle);
      waiting.delete(timer);
    };
  },
};

function arm(timer) {
  clearTimeout(timer.handle);
  timer.handle = setTimeout(
    () => {
      waiting.delete(timer);
      timer.work();
    },
    Math.min(Math.max(0, timer.at - now()), 2 ** 31 - 1),
  );
}

const bot = await compose(loadConfig(process.env), { clock });
process.on('message', ({ advanceMs }) => {
  ahead += advanceMs;
  for (const timer of waiting) arm(timer);
});
process.once('SIGTERM', () => bot.stop().then(() => process.exit(0)));
await bot.start();
