import type { Sandbox } from './sandbox.ts';

/** What somebody does past the bot, in Yugabyte's own console. `path` follows the project. */
export async function inConsole<T = unknown>(
  sandbox: Sandbox,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<T> {
  const { addresses, state } = sandbox.world;
  const { id, projectId } = state().yugabyte.account;
  const answer = await fetch(
    `${addresses.yugabyte}/api/public/v1/accounts/${id}/projects/${projectId}${path}`,
    {
      method,
      headers: { authorization: 'Bearer somebody-else-not-real', 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    },
  );
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: HTTP ${answer.status} ${text}`);
  return (text ? JSON.parse(text) : undefined) as T;
}

export async function deleteInConsole(sandbox: Sandbox, name: string): Promise<void> {
  const found = sandbox.world.state().yugabyte.peerings.filter(({ spec }) => spec.name === name);
  for (const { info } of found) await inConsole(sandbox, 'DELETE', `/vpc-peerings/${info.id}`);
}

/** Requests a peering like those of small-company, under any name at all. */
export async function requestInConsole(
  sandbox: Sandbox,
  name: string,
  { vpc = 'orders-vpc', network = 'vpc-0a1b2c3d4e5f6beef', cidr = '172.29.0.0/16' } = {},
): Promise<void> {
  const { vpcs } = sandbox.world.state().yugabyte;
  const { info, spec } = vpcs.find((one) => one.spec.name === vpc) ?? vpcs[0] ?? never(vpc);
  if (spec.cloud === 'AWS') await createInAws(sandbox, network, cidr);
  await inConsole(sandbox, 'POST', '/vpc-peerings', {
    name,
    internal_yugabyte_vpc_id: info.id,
    customer_vpc: {
      cloud_info: { code: spec.cloud, region: 'us-west-2' },
      cloud_provider_project: '111122223333',
      external_vpc_id: network,
      cidr,
    },
  });
}

/** Somebody makes the application VPC first, unless it is there. */
async function createInAws(sandbox: Sandbox, vpc: string, cidr: string): Promise<void> {
  const body = { cloud: 'aws', account: '111122223333', region: 'us-west-2', do: 'create-vpc', vpc, cidr };
  const answer = await fetch(`${sandbox.world.addresses.slack}/sandbox/world`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  if (!answer.ok && answer.status !== 409) throw new Error(await answer.text());
}

function never(vpc: string): never {
  throw new Error(`there is no VPC ${vpc}`);
}
