import type { IncomingMessage, ServerResponse } from 'node:http';

const WINDOW_S = 5 * 60;

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Bolt refuses requests that were signed more than five minutes ago, but takes those from the future; Slack's advice is
 * five minutes either way. The machine's own time is meant, as Bolt has it, not the bot's clock.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function refuseFuture(handler: Handler, machineTime: () => number = Date.now): Handler {
  return (request, response) => {
    const signedAt = Number(request.headers['x-slack-request-timestamp']);
    if (signedAt <= machineTime() / 1000 + WINDOW_S) return handler(request, response);
    response.writeHead(401);
    response.end();
  };
}
