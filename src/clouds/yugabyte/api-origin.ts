import { PeeringBotError } from '../../core/errors.ts';

/**
 * Scheme and host of the API from `YBM_HOST`, read as the `ybm` CLI reads it: the scheme is optional (`https`), `http://`
 * means plain HTTP, whatever follows the host is dropped. Throws `config`.
 * See `ParseURL` in https://github.com/yugabyte/ybm-cli/blob/main/internal/client/client.go
 */
export function apiOrigin(host: string): string {
  const text = host.trim();
  const address = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url?.host)
    throw new PeeringBotError('config', 'YBM_HOST is not a host that can be called.', {
      means: 'Yugabyte cannot be asked.',
      mend: 'Give a host name, with port or scheme if needed: cloud.yugabyte.com or http://127.0.0.1:4401.',
    });
  return `${url.protocol}//${url.host}`;
}
