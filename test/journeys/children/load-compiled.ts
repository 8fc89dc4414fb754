import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';

// Most of a start is compiling: a process that ends by itself keeps what V8 has compiled, for all that start later. What is
// loaded on first use is in it as soon as one of them has used it.

const folder = dirname(process.argv[1] ?? '');
const file = join(folder, 'crash-bot.cjs');
const kept = join(folder, 'crash-bot.compiled');
const cachedData = existsSync(kept) ? readFileSync(kept) : undefined;
const script = new Script(`(function (require, __filename, __dirname) {${readFileSync(file, 'utf8')}\n})`, {
  filename: file,
  ...(cachedData && { cachedData }),
});
if (cachedData && script.cachedDataRejected) throw new Error(`${kept} is not of this Node`);

process.on('exit', () => {
  const compiled = script.createCachedData();
  if (cachedData && compiled.length < 1.1 * cachedData.length) return;
  const half = `${kept}.${process.pid}`;
  writeFileSync(half, compiled);
  renameSync(half, kept);
});
script.runInThisContext()(createRequire(file), file, folder);
