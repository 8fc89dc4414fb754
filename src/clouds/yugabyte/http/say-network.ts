import { PeeringBotError } from '../../../core/errors.ts';
import type { Failure } from './outcome.ts';

interface Saying {
  why: string;
  mend: string;
  effect: Failure['effect'];
  again: boolean;
}

const checkHost = 'Check YBM_HOST, and that this machine may reach it (network, proxy, firewall).';
const wait = "Try again in a minute; if it stays so, look at Yugabyte's status page and at the network.";

/** Why there was no answer at all, as a sentence. `host` is where the call went. */
export function sayNetwork(error: unknown, doing: string, host: string, cause: Error): Failure {
  const { why, mend, effect, again } = sayingFor(codeOf(error), host);
  return {
    ok: false,
    error: new PeeringBotError('unreachable', `${doing} failed: ${why}.`, {
      means: 'Yugabyte cannot be asked at the moment; what is shown may be old.',
      mend,
      cause,
    }),
    effect,
    again,
    gone: false,
  };
}

function sayingFor(code: string, host: string): Saying {
  if (code === 'ENOTFOUND')
    return { why: `the name of ${host} is not known (DNS)`, mend: checkHost, effect: 'none', again: false };
  if (code === 'EAI_AGAIN')
    return {
      why: `the name of ${host} could not be looked up (DNS)`,
      mend: wait,
      effect: 'none',
      again: true,
    };
  if (code === 'ECONNREFUSED')
    return { why: `${host} refused the connection`, mend: checkHost, effect: 'none', again: true };
  if (code === 'UND_ERR_CONNECT_TIMEOUT')
    return {
      why: `no connection to ${host} came about in time`,
      mend: checkHost,
      effect: 'none',
      again: true,
    };
  if (/^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|SELF_SIGNED|DEPTH_ZERO|EPROTO)/.test(code))
    return {
      why: `no secure connection to ${host} came about (${code})`,
      mend: 'Check YBM_HOST: a server with plain HTTP needs http:// in front. Behind a proxy with its own certificate, set NODE_EXTRA_CA_CERTS.',
      effect: 'unknown',
      again: false,
    };
  if (/^(ECONNRESET|EPIPE|UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH)$/.test(code))
    return { why: `the connection to ${host} broke off`, mend: wait, effect: 'unknown', again: true };
  return {
    why: `${host} could not be reached${code && ` (${code})`}`,
    mend: checkHost,
    effect: 'unknown',
    again: true,
  };
}

/** `fetch` hides the reason in the cause, and that in a list of its own where a name has several addresses. */
function codeOf(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code;
    if (at instanceof AggregateError && at.errors.length > 0) return codeOf(at.errors[0]);
  }
  return '';
}
