import type { ServerResponse } from 'node:http';
import type { Answer } from '../../http.ts';
import type { ClientEvent } from '../client-api.ts';
import type { Context } from '../context.ts';

/** Server-sent events: the revision, now and after every change. */
export function eventStream(context: Context): Answer {
  return { raw: (response) => stream(context, response) };
}

function stream(context: Context, response: ServerResponse) {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  let waiting = false;
  const send = () => {
    waiting = false;
    const event: ClientEvent = { revision: context.revision };
    response.write(`data: ${JSON.stringify(event)}\n\n`);
  };
  send();
  const stop = context.onChange(() => {
    if (waiting) return;
    waiting = true;
    setImmediate(send);
  });
  response.on('close', stop);
}
