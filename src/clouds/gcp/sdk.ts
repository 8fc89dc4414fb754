import type { GoogleAuth } from 'google-auth-library';

export interface SdkOptions {
  /** Another Compute Engine, as gcloud names it: `http://127.0.0.1:4403/compute/v1/`. */
  computeEndpoint?: string;
  /** Real milliseconds for one exchange. */
  requestMs: number;
}

/** Application Default Credentials are not there, or their file cannot be used. */
export class CredentialsMissing extends Error {}

const SCOPES = ['https://www.googleapis.com/auth/cloud-platform'];

/**
 * The Compute Engine clients that are needed, loaded on first use and one by one: the whole package takes a second and
 * 100 MB. In REST mode the version that runs on Node 20 has no timeout and no retry of its own: the transport of its
 * credentials gets both. https://github.com/googleapis/google-cloud-node/tree/main/packages/google-cloud-compute
 */
export async function loadSdk({ computeEndpoint, requestMs }: SdkOptions) {
  const [{ GoogleAuth: Auth }, { NetworksClient }, { SubnetworksClient }, { GlobalOperationsClient }] =
    await Promise.all([
      import('google-auth-library'),
      import('@google-cloud/compute/build/src/v1/networks_client.js'),
      import('@google-cloud/compute/build/src/v1/subnetworks_client.js'),
      import('@google-cloud/compute/build/src/v1/global_operations_client.js'),
    ]);
  const auth = new Auth({
    scopes: SCOPES,
    // Every request names its project; without one the library would ask for it.
    projectId: 'peering-bot',
    clientOptions: {
      transporterOptions: {
        adapter: (options, exchange) => inTime(requestMs, (signal) => exchange({ ...options, signal })),
        retry: true,
        retryConfig: {
          retry: 3,
          httpMethodsToRetry: ['GET'],
          statusCodesToRetry: [
            [429, 429],
            [500, 599],
          ],
        },
      },
    },
  });
  // A client that finds no credentials throws where nobody can catch it, and the process ends.
  await auth.getClient().catch((cause: unknown) => {
    throw new CredentialsMissing('No usable Application Default Credentials.', { cause });
  });
  const options = { auth: auth as GoogleAuth, ...elsewhere(computeEndpoint) };
  return {
    auth,
    networks: new NetworksClient(options),
    subnetworks: new SubnetworksClient(options),
    operations: new GlobalOperationsClient(options),
  };
}

/**
 * The transport's own timeout hangs on a signal that Node 20 may collect as garbage, and never ends then.
 * https://github.com/nodejs/node/issues/57736
 */
async function inTime<T>(ms: number, exchange: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const giveUp = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = Object.assign(new Error(`no answer within ${ms} ms`), { code: 'ETIMEDOUT' });
      reject(error);
      giveUp.abort(error);
    }, ms);
  });
  return Promise.race([exchange(giveUp.signal), late]).finally(() => clearTimeout(timer));
}

export type Sdk = Awaited<ReturnType<typeof loadSdk>>;

function elsewhere(endpoint: string | undefined) {
  if (!endpoint) return {};
  const { hostname, port, protocol } = new URL(endpoint);
  const scheme = protocol.replace(':', '');
  return { apiEndpoint: hostname, port: Number(port) || (scheme === 'http' ? 80 : 443), protocol: scheme };
}

/** Cloud Resource Manager: its own host, or beside another Compute Engine. */
export function resourceManagerOrigin(computeEndpoint: string | undefined): string {
  return computeEndpoint ? new URL(computeEndpoint).origin : 'https://cloudresourcemanager.googleapis.com';
}
