import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

const OWN_REQUIRE = 'const require = createRequire(import.meta.url);';

/** What the AWS adapter requires on first use goes into the bundle as well: there are no packages beside it. */
export const bundleRequired: Plugin = {
  name: 'bundle-required',
  setup({ onLoad }) {
    onLoad({ filter: /clouds[/\\]aws[/\\]sdk\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (!source.includes(OWN_REQUIRE)) throw new Error(`${path} has no ${OWN_REQUIRE}`);
      return { contents: source.replace(OWN_REQUIRE, ''), loader: 'ts' };
    });
  },
};
