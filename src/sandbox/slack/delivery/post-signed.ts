import { createHmac } from 'node:crypto';

export interface SignedPost {
  url: string;
  secret: string;
  contentType: 'application/json' | 'application/x-www-form-urlencoded';
  body: string;
  headers?: Record<string, string>;
}

/**
 * POSTs as Slack does: https://docs.slack.dev/authentication/verifying-requests-from-slack. The timestamp is real time,
 * whatever the world's clock says, for that is what the app compares it with.
 */
export function postSigned({ url, secret, contentType, body, headers }: SignedPost, signal: AbortSignal) {
  const timestamp = String(Math.floor(Date.now() / 1000));
  return fetch(url, {
    method: 'POST',
    body,
    redirect: 'manual',
    signal,
    headers: {
      ...headers,
      'content-type': contentType,
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`,
    },
  });
}
