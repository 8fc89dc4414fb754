import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Route } from './http.ts';

export interface PageBundle {
  html: string;
  js: string;
  css: string;
}

/**
 * Builds the workspace page in memory, source maps inside.
 * Rejects where its sources or esbuild are missing, which is the case outside of a checkout with its dev dependencies.
 */
export async function bundlePage(): Promise<PageBundle> {
  const folder = findSources();
  const { build } = await import('esbuild');
  const result = await build({
    entryPoints: [
      { in: `${folder}main.tsx`, out: 'page' },
      { in: `${folder}styles/page.css`, out: 'page' },
    ],
    outdir: folder,
    tsconfig: `${folder}tsconfig.json`,
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    sourcemap: 'inline',
    logLevel: 'silent',
  });
  const output = (ending: string) =>
    result.outputFiles.find((file) => file.path.endsWith(ending))?.text ?? '';
  return { html: await readFile(`${folder}index.html`, 'utf8'), js: output('.js'), css: output('.css') };
}

/** Beside this file, or, from `dist`, in `src`: the page is built from its sources each time. */
function findSources(): string {
  const places = ['./page/', '../../src/sandbox/page/'].map((place) =>
    fileURLToPath(new URL(place, import.meta.url)),
  );
  const found = places.find((place) => existsSync(`${place}main.tsx`));
  if (found) return found;
  throw new Error('The workspace page has no sources here. Run the sandbox from a checkout: npm run sandbox');
}

/** Nothing but the page's own files may run or be styled by; pictures in messages may come from anywhere. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  'img-src http: https: data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export function pageRoutes({ html, js, css }: PageBundle): Route[] {
  const page = { html, headers: { 'content-security-policy': policy, 'cache-control': 'no-store' } };
  return [
    { method: 'GET', path: '/', handle: () => page },
    { method: 'GET', path: '/coverage', handle: () => page },
    file('/page.js', 'text/javascript', js),
    file('/page.css', 'text/css', css),
  ];
}

function file(path: string, type: string, text: string): Route {
  const headers = { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' };
  return { method: 'GET', path, handle: () => ({ text, headers }) };
}
