import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundleRequired } from '../../bundle-required.ts';

const children = fileURLToPath(new URL('../children/', import.meta.url));

/** The bot's process in `folder`, so that hundreds of starts cost little more than starting Node. The script to start. */
export async function compileBot(folder: string): Promise<string> {
  await build({
    entryPoints: {
      'crash-bot': join(children, 'crash-bot.ts'),
      'load-compiled': join(children, 'load-compiled.ts'),
    },
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    external: ['pg-native'],
    plugins: [bundleRequired],
    // ES modules that ask where they are.
    define: { 'import.meta.url': 'here' },
    banner: { js: "const here=require('node:url').pathToFileURL(__filename).href;" },
    logLevel: 'error',
  });
  return join(folder, 'load-compiled.cjs');
}
