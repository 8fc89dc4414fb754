import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundleRequired } from './bundle-required.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * A program as one file in `folder`, so that a start costs little more than starting Node; through tsx it costs five times as
 * much. `entry`: from the project's folder. What finds files by its own place, as the sandbox does, cannot be bundled.
 */
export async function bundleProgram(entry: string, folder: string): Promise<string> {
  const outfile = join(folder, `${basename(entry, '.ts')}.mjs`);
  await build({
    entryPoints: [join(root, entry)],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    external: ['pg-native', 'esbuild'],
    plugins: [bundleRequired],
    // CommonJS packages in an ES module ask for a `require` to load Node's own modules with.
    banner: { js: "import{createRequire as r}from'node:module';const require=r(import.meta.url);" },
    logLevel: 'error',
  });
  return outfile;
}
