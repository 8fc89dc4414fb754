import { request as rawRequest } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { Refusal, type Route, type Served, type ServeOptions, serve } from '../../src/sandbox/http.ts';

let served: Served | undefined;
afterEach(async () => {
  await served?.close();
});

async function start(routes: Route[], options: Partial<ServeOptions> = {}) {
  served = await serve({ routes, port: 0, ...options });
  return `http://127.0.0.1:${served.port}`;
}

/** fetch sets Host and Origin itself. */
function get(port: number, headers: Record<string, string>) {
  return new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    const request = rawRequest({ host: '127.0.0.1', port, path: '/x', headers }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode, body }));
    });
    request.on('error', reject).end();
  });
}

const x: Route = { method: 'GET', path: '/x', handle: () => ({ text: 'here' }) };

describe('serve', () => {
  it('hands a handler path, params, query, headers and body in every form', async () => {
    const origin = await start([
      {
        method: 'POST',
        path: '/a/:one/b/:two',
        handle: (request) => ({
          status: 201,
          headers: { 'x-more': 'yes' },
          json: {
            params: request.params,
            q: request.query.get('q'),
            form: request.form(),
            type: request.headers['content-type'],
          },
        }),
      },
    ]);
    const body = new URLSearchParams({ text: 'a b&c' });
    const response = await fetch(`${origin}/a/x%20y/b/%2F?q=1`, { method: 'POST', body });
    expect([response.status, response.headers.get('x-more')]).toEqual([201, 'yes']);
    expect(await response.json()).toEqual({
      params: { one: 'x y', two: '/' },
      q: '1',
      form: { text: 'a b&c' },
      type: 'application/x-www-form-urlencoded;charset=UTF-8',
    });
  });

  it('answers text, html, nothing, or whatever takes the response over', async () => {
    const origin = await start([
      x,
      { method: 'GET', path: '/html', handle: () => ({ html: '<p>' }) },
      { method: 'GET', path: '/empty', handle: () => ({ status: 204 }) },
      { method: 'GET', path: '/raw', handle: () => ({ raw: (response) => response.end('raw') }) },
      { method: 'GET', path: '/files/*name', handle: ({ params }) => ({ text: params.name ?? '' }) },
    ]);
    const ask = async (path: string) => (await fetch(origin + path)).text();
    expect(await ask('/x')).toBe('here');
    expect(await ask('/html')).toBe('<p>');
    expect(await ask('/empty')).toBe('');
    expect(await ask('/raw')).toBe('raw');
    expect(await ask('/files/a/b.js')).toBe('a/b.js');
    const head = await fetch(`${origin}/x`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  it('says clearly what is not there and what a path takes', async () => {
    const origin = await start([x, { ...x, method: 'PUT' }]);
    const missing = await fetch(`${origin}/y`);
    expect([missing.status, await missing.json()]).toEqual([404, { error: 'There is nothing at /y.' }]);
    const wrong = await fetch(`${origin}/x`, { method: 'DELETE' });
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, PUT']);
    expect(await wrong.json()).toEqual({ error: '/x takes GET, PUT, not DELETE.' });
  });

  it('takes routes that are added later', async () => {
    const routes: Route[] = [];
    const origin = await start(routes);
    expect((await fetch(`${origin}/x`)).status).toBe(404);
    routes.push(x);
    expect((await fetch(`${origin}/x`)).status).toBe(200);
  });

  it('turns a refusal into its status, any other error into a 500, both in the words of the API', async () => {
    const origin = await start(
      [
        {
          ...x,
          handle: () => {
            throw new Refusal(409, 'not now');
          },
        },
        { method: 'POST', path: '/x', handle: ({ json }) => ({ json: json() }) },
      ],
      { refuse: (status, sentence) => ({ status, json: { said: sentence } }) },
    );
    const refused = await fetch(`${origin}/x`);
    expect([refused.status, await refused.json()]).toEqual([409, { said: 'not now' }]);
    const broken = await fetch(`${origin}/x`, { method: 'POST', body: '{' });
    expect([broken.status, await broken.json()]).toEqual([400, { said: 'The body is not JSON.' }]);
  });

  it('lets `before` answer first', async () => {
    const origin = await start([x], {
      before: ({ headers }) => (headers.authorization ? undefined : { status: 401, text: 'who?' }),
    });
    expect((await fetch(`${origin}/x`)).status).toBe(401);
    expect((await fetch(`${origin}/x`, { headers: { authorization: 'me' } })).status).toBe(200);
  });

  it('refuses a body that is too large', async () => {
    const origin = await start([{ method: 'POST', path: '/x', handle: () => ({}) }]);
    const most = 4 * 1024 * 1024;
    const send = async (size: number) =>
      (await fetch(`${origin}/x`, { method: 'POST', body: 'x'.repeat(size) })).status;
    expect(await send(most)).toBe(200);
    expect(await send(most + 1)).toBe(413);
  });

  it('answers only to loopback names and pages of its own, whatever a web page elsewhere tries', async () => {
    await start([x]);
    const port = served?.port ?? 0;
    const status = async (headers: Record<string, string>) => (await get(port, headers)).status;
    expect(await status({ host: `127.0.0.1:${port}` })).toBe(200);
    expect(await status({ host: `localhost:${port}` })).toBe(200);
    expect(await status({ host: '[::1]' })).toBe(200);
    expect(await status({ host: 'rebound.example' })).toBe(403);
    expect(await status({ host: 'localhost.rebound.example:80' })).toBe(403);
    expect(await status({ host: 'localhost', origin: `http://localhost:${port}` })).toBe(200);
    expect(await status({ host: 'localhost', origin: 'https://elsewhere.example' })).toBe(403);
    expect(await status({ host: 'localhost', origin: 'null' })).toBe(403);
  });

  it('listens on 127.0.0.1 alone, and says when the port is taken', async () => {
    await start([x]);
    expect(served?.server.address()).toMatchObject({ address: '127.0.0.1' });
    await expect(serve({ routes: [], port: served?.port ?? 0 })).rejects.toThrow(/EADDRINUSE/);
  });

  it('closes although a client hangs on', async () => {
    const origin = await start([{ ...x, handle: () => ({ raw: () => {} }) }]);
    const hanging = fetch(`${origin}/x`).catch(() => 'cut');
    await new Promise((resolve) => setTimeout(resolve, 30));
    await served?.close();
    expect(await hanging).toBe('cut');
  });
});
