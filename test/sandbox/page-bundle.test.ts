import { readdir, readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { serve } from '../../src/sandbox/http.ts';
import { bundlePage, pageRoutes } from '../../src/sandbox/page-bundle.ts';

it('builds the page in memory, with source maps', async () => {
  const { html, js, css } = await bundlePage();
  expect(html).toContain('/page.js');
  expect(js).toContain('sourceMappingURL=data:');
  expect(css).toContain('sourceMappingURL=data:');
});

it('serves a page that may load and run nothing but its own files', async () => {
  const served = await serve({ port: 0, routes: pageRoutes({ html: '<p>page</p>', js: 'js', css: 'css' }) });
  try {
    const get = (path: string) => fetch(`http://127.0.0.1:${served.port}${path}`);
    const page = await get('/');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await get('/page.js')).headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect((await get('/page.css')).headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect(await (await get('/coverage')).text()).toBe('<p>page</p>');
  } finally {
    await served.close();
  }
});

it('never writes HTML into the document', async () => {
  const folder = new URL('../../src/sandbox/page/', import.meta.url);
  const names = (await readdir(folder, { recursive: true })).filter((name) => /\.tsx?$/.test(name));
  expect(names.length).toBeGreaterThan(50);
  for (const name of names) {
    const source = await readFile(new URL(name, folder), 'utf8');
    expect(source, name).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/i,
    );
  }
});
