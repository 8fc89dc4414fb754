import type { IncomingMessage, ServerResponse } from 'node:http';

export interface HealthRoute {
  path: string;
  method: string[];
  handler: (request: IncomingMessage, response: ServerResponse) => void;
}

/** What readiness looks at. `warnings` are said in the answer and do not make the bot unready. */
interface HealthSources {
  slackReady: () => { ok: boolean; why?: string };
  storeWritable: () => Promise<void>;
  /** A sentence when the last tick is overdue. */
  tickOverdue: () => string | undefined;
  warnings: () => string[];
  metrics: { contentType: string; text: () => Promise<string> };
}

/**
 * `GET /healthz` the process lives; `GET /readyz` Slack is connected, the store can be written and the last tick is
 * not overdue, 503 otherwise; `GET /metrics` Prometheus text.
 */
export function healthRoutes(sources: HealthSources): HealthRoute[] {
  return [
    route('/healthz', async () => json(200, { ok: true })),
    route('/readyz', async () => {
      const slack = sources.slackReady();
      const store = await sources.storeWritable().then(
        () => undefined,
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
      const overdue = sources.tickOverdue();
      const problems = [
        ...(slack.ok ? [] : [slack.why ?? 'Slack is not connected.']),
        ...(store ? [store] : []),
        ...(overdue ? [overdue] : []),
      ];
      return json(problems.length === 0 ? 200 : 503, {
        ready: problems.length === 0,
        problems,
        warnings: sources.warnings(),
      });
    }),
    route('/metrics', async () => ({
      status: 200,
      contentType: sources.metrics.contentType,
      body: await sources.metrics.text(),
    })),
  ];
}

interface Page {
  status: number;
  contentType: string;
  body: string;
}

const json = (status: number, body: unknown): Page => ({
  status,
  contentType: 'application/json; charset=utf-8',
  body: `${JSON.stringify(body)}\n`,
});

function route(path: string, page: () => Promise<Page>): HealthRoute {
  return {
    path,
    method: ['GET'],
    handler: (_request, response) => {
      page()
        .catch((error: unknown) => json(500, { error: error instanceof Error ? error.message : 'failed' }))
        .then(({ status, contentType, body }) => {
          response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store' });
          response.end(body);
        });
    },
  };
}
