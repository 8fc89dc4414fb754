import { type ChildProcess, spawn } from 'node:child_process';

/** An EC2 that others have written: https://github.com/getmoto/moto. Answers for any account. */
export interface Moto {
  url: string;
  /** One call of the Query protocol; answers the XML. */
  ec2(account: string, region: string, parameters: Record<string, string>): Promise<string>;
  /** The environment in which the `aws` command line works for this account. */
  environment(account: string): Promise<Record<string, string>>;
  stop(): void;
}

export async function startMoto(): Promise<Moto> {
  const child = spawn('moto_server', ['-H', '127.0.0.1', '-p', '0']);
  const url = await readAddress(child);
  const keys = new Map<string, string>();

  async function call(service: string, region: string, key: string, parameters: Record<string, string>) {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: `AWS4-HMAC-SHA256 Credential=${key}/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body: new URLSearchParams(parameters),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(text);
    return text;
  }

  /** The account follows the access key: https://docs.getmoto.org/en/latest/docs/multi_account.html */
  async function keyOf(owner: string): Promise<string> {
    const known = keys.get(owner);
    if (known) return known;
    const answer = await call('sts', 'us-east-1', 'AKIAFAKE', {
      Action: 'AssumeRole',
      Version: '2011-06-15',
      RoleArn: `arn:aws:iam::${owner}:role/test`,
      RoleSessionName: 'test',
    });
    const [key = ''] = texts(answer, 'AccessKeyId');
    keys.set(owner, key);
    return key;
  }

  return {
    url,
    stop: () => child.kill(),
    ec2: async (owner, region, parameters) =>
      call('ec2', region, await keyOf(owner), { Version: '2016-11-15', ...parameters }),
    environment: async (owner) => ({
      AWS_ENDPOINT_URL_EC2: url,
      AWS_ACCESS_KEY_ID: await keyOf(owner),
      AWS_SECRET_ACCESS_KEY: 'fake',
      AWS_EC2_METADATA_DISABLED: 'true',
    }),
  };
}

function readAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (chunk: unknown) => {
      said += String(chunk);
      const address = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(said)?.[1];
      if (address) resolve(address);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.on('error', reject);
    child.on('close', () => reject(new Error(`moto_server ended: ${said}`)));
  });
}

/** Every text of this element, in order. */
export function texts(xml: string, element: string): string[] {
  return [...xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g'))].map(([, text]) => text ?? '');
}
