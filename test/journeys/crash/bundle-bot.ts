import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The bot's process as one file, so that hundreds of starts cost little more than starting Node. */
export async function bundleBot(folder: string): Promise<string> {
  const outfile = join(folder, 'crash-bot.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('../children/crash-bot.ts', import.meta.url))],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    external: ['pg', 'pg-native'],
    // CommonJS packages in an ES module ask for a `require` to load Node's own modules with.
    banner: { js: "import{createRequire as r}from'node:module';const require=r(import.meta.url);" },
    logLevel: 'error',
  });
  return outfile;
}
