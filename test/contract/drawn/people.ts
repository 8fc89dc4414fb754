import type { World } from '../../../src/sandbox/world.ts';

export interface AwsPlace {
  account: string;
  region: string;
}

/** The application's people, who may do everything in their accounts and projects, without the bot. */
export interface People {
  /** A call of EC2's Query protocol; resolves with the XML of its answer. Throws where EC2 refuses it. */
  inAws(place: AwsPlace, action: string, parameters: Record<string, string>): Promise<string>;
  /** A call on a network in GCP, e.g. `addPeering`; its operation takes seconds of the world's time. */
  inGcp(project: string, network: string, verb: string, body: unknown): Promise<void>;
}

export function createPeople({ addresses }: Pick<World, 'addresses'>): People {
  async function call(url: string, init: RequestInit): Promise<string> {
    const response = await fetch(url, { method: 'POST', ...init });
    const text = await response.text();
    if (!response.ok) throw new Error(`people were refused ${JSON.stringify(init.body)}: ${text}`);
    return text;
  }
  return {
    inAws: ({ account, region }, action, parameters) =>
      call(`${addresses.aws}/`, {
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          // The sandbox takes account and region from the signature, and verifies nothing.
          authorization: `AWS4-HMAC-SHA256 Credential=AKIALOCL${account}/20260101/${region}/ec2/aws4_request, SignedHeaders=host, Signature=0`,
        },
        body: new URLSearchParams({ Action: action, Version: '2016-11-15', ...parameters }).toString(),
      }),
    async inGcp(project, network, verb, body) {
      await call(`${addresses.gcp}/compute/v1/projects/${project}/global/networks/${network}/${verb}`, {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    },
  };
}
