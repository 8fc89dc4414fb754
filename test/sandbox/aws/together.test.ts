import {
  AcceptVpcPeeringConnectionCommand,
  CreateRouteCommand,
  DeleteVpcPeeringConnectionCommand,
  DescribeRouteTablesCommand,
  DescribeVpcAttributeCommand,
  ModifyVpcAttributeCommand,
  ModifyVpcPeeringConnectionOptionsCommand,
  RejectVpcPeeringConnectionCommand,
} from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Aws, codeOf, connectionsOf, connectionTo, finance, hour, shop, startAws } from './start-aws.ts';

let aws: Aws;
beforeEach(async () => {
  aws = await startAws();
});
afterEach(() => aws.stop());

const mobile = 'vpc-0a1b2c3d4e5f60718';

describe('Yugabyte and EC2 in one world', () => {
  it('a request appears, and is whole once it is accepted, routed and resolvable', async () => {
    const ec2 = aws.bot(shop, 'eu-west-1');
    await aws.request('new');
    const [waiting] = await connectionsOf(ec2, mobile);
    expect(waiting).toMatchObject({
      Status: { Code: 'pending-acceptance', Message: `Pending Acceptance by ${shop}` },
      RequesterVpcInfo: { OwnerId: '999988887777', CidrBlock: '10.61.0.0/24', Region: 'eu-west-1' },
      AccepterVpcInfo: { OwnerId: shop, VpcId: mobile },
    });
    expect(waiting?.AccepterVpcInfo).not.toHaveProperty('CidrBlock');
    const inDays = ((waiting?.ExpirationTime?.getTime() ?? 0) - aws.world.clock.now()) / (24 * hour);
    expect(inDays).toBeGreaterThan(6.9);
    expect(inDays).toBeLessThanOrEqual(7);

    const VpcPeeringConnectionId = await connectionTo(ec2, mobile);
    const dns = { AccepterPeeringConnectionOptions: { AllowDnsResolutionFromRemoteVpc: true } };
    const options = () =>
      ec2.send(new ModifyVpcPeeringConnectionOptionsCommand({ VpcPeeringConnectionId, ...dns }));
    expect(await codeOf(options())).toBe('OperationNotPermitted');
    const accepted = await ec2.send(new AcceptVpcPeeringConnectionCommand({ VpcPeeringConnectionId }));
    expect(accepted.VpcPeeringConnection?.Status?.Code).toBe('provisioning');
    await aws.turn(1_000);
    expect((await connectionsOf(ec2, mobile))[0]).toMatchObject({
      Status: { Code: 'active' },
      AccepterVpcInfo: { CidrBlock: '10.20.0.0/16' },
    });
    expect(aws.peeringState('new')).toBe('PENDING');
    await aws.turn(4_000);
    expect(aws.peeringState('new')).toBe('ACTIVE');

    expect(await codeOf(options())).toBe('InvalidVpcPeeringConnectionState.DnsHostnamesDisabled');
    await ec2.send(new ModifyVpcAttributeCommand({ VpcId: mobile, EnableDnsHostnames: { Value: true } }));
    const attribute = await ec2.send(
      new DescribeVpcAttributeCommand({ VpcId: mobile, Attribute: 'enableDnsHostnames' }),
    );
    expect(attribute.EnableDnsHostnames?.Value).toBe(true);
    expect(await options()).toMatchObject(dns);
    expect(
      (await connectionsOf(ec2, mobile))[0]?.AccepterVpcInfo?.PeeringOptions?.AllowDnsResolutionFromRemoteVpc,
    ).toBe(true);
    const tables = { Filters: [{ Name: 'vpc-id', Values: [mobile] }] };
    const { RouteTables = [] } = await ec2.send(new DescribeRouteTablesCommand(tables));
    expect(RouteTables).toHaveLength(2);
    for (const { RouteTableId } of RouteTables) {
      await ec2.send(
        new CreateRouteCommand({
          RouteTableId,
          DestinationCidrBlock: '10.61.0.0/24',
          VpcPeeringConnectionId,
        }),
      );
    }
    expect(aws.world.effects()).toEqual({
      'create-peering': 1,
      AcceptVpcPeeringConnection: 1,
      ModifyVpcAttribute: 1,
      ModifyVpcPeeringConnectionOptions: 1,
      CreateRoute: 2,
    });

    await aws.control('world', { peering: 'new', do: 'delete' });
    await aws.turn(5_000);
    expect(aws.peeringState('new')).toBe('DELETED');
    const after = await ec2.send(new DescribeRouteTablesCommand(tables));
    const routes = after.RouteTables?.flatMap((table) => table.Routes ?? []);
    expect(routes?.filter((route) => route.VpcPeeringConnectionId)).toMatchObject([
      { State: 'blackhole' },
      { State: 'blackhole' },
    ]);
  });

  it('what is done on either side is seen on the other', async () => {
    const checkout = 'vpc-0a1b2c3d4e5f60002';
    const ec2 = aws.bot(shop, 'us-east-1');
    const VpcPeeringConnectionId = await connectionTo(ec2, checkout);
    await ec2.send(new RejectVpcPeeringConnectionCommand({ VpcPeeringConnectionId }));
    await aws.turn(5_000);
    expect(aws.peeringState('orders-checkout')).toBe('FAILED');

    const ledger = aws.bot(finance, 'eu-west-1');
    const id = await connectionTo(ledger, 'vpc-0a1b2c3d4e5f60003');
    await ledger.send(new DeleteVpcPeeringConnectionCommand({ VpcPeeringConnectionId: id }));
    await aws.turn(5_000);
    expect(aws.peeringState('payments-ledger')).toBe('DELETED');

    const web = aws.bot(shop, 'us-west-2');
    const { peerings, account } = aws.world.state().yugabyte;
    const { info } = peerings.find(({ spec }) => spec.name === 'orders-web') ?? {};
    const path = `/api/public/v1/accounts/${account.id}/projects/${account.projectId}/vpc-peerings/${info?.id}`;
    const deleted = await fetch(aws.world.addresses.yugabyte + path, {
      method: 'DELETE',
      headers: { authorization: 'Bearer not-real' },
    });
    expect(deleted.status).toBe(200);
    expect((await connectionsOf(web, 'vpc-0a1b2c3d4e5f60001'))[0]?.Status?.Code).toBe('deleted');
  });

  it('a request that nobody accepts expires on both sides, and shows for two days', async () => {
    const ec2 = aws.bot(shop, 'us-east-1');
    await aws.turn(5 * 24 * hour + 2 * hour);
    expect(aws.peeringState('orders-checkout')).toBe('EXPIRED');
    expect((await connectionsOf(ec2)).map(({ Status }) => Status?.Code)).toEqual(['expired']);
    const VpcPeeringConnectionId = await connectionTo(ec2, 'vpc-0a1b2c3d4e5f60002');
    expect(await codeOf(ec2.send(new AcceptVpcPeeringConnectionCommand({ VpcPeeringConnectionId })))).toBe(
      'InvalidStateTransition',
    );
    await aws.turn(48 * hour);
    expect(await connectionsOf(ec2)).toEqual([]);
    expect(await codeOf(ec2.send(new AcceptVpcPeeringConnectionCommand({ VpcPeeringConnectionId })))).toBe(
      'InvalidVpcPeeringConnectionID.NotFound',
    );
  });

  it.each([
    ['a VPC that the account does not have', { external_vpc_id: 'vpc-0a1b2c3d4e5f6ffff' }, 'FAILED'],
    ['a region in which it is not', { cloud_info: { code: 'AWS', region: 'us-east-2' } }, 'FAILED'],
    ['an account into which nobody can look', { cloud_provider_project: '222233334444' }, 'PENDING'],
  ])('a request for %s', async (_what, change, state) => {
    await aws.request('new', change);
    expect(aws.peeringState('new')).toBe(state);
    expect(await connectionsOf(aws.bot(shop, 'eu-west-1'))).toEqual([]);
  });

  it('a VPC whose networks are others than was said fails for them', async () => {
    const at = { cloud: 'aws', account: shop, region: 'eu-west-1' };
    const vpc = 'vpc-0a1b2c3d4e5f60bad';
    await aws.control('world', { ...at, do: 'create-vpc', vpc, cidr: '10.61.0.0/16' });
    await aws.request('new', { external_vpc_id: vpc });
    expect(aws.peeringState('new')).toBe('FAILED');
  });

  it('seeds what works whole: routes, DNS, and a key for people', async () => {
    const { vpcs, routeTables, peeringConnections } = aws.region(shop, 'us-west-2');
    expect(vpcs).toMatchObject([{ EnableDnsSupport: true, EnableDnsHostnames: true }]);
    expect(peeringConnections).toMatchObject([{ Status: { Code: 'active' } }]);
    for (const table of routeTables) {
      expect(table).toMatchObject({
        Routes: expect.arrayContaining([
          expect.objectContaining({ DestinationCidrBlock: '10.60.0.0/24', State: 'active' }),
        ]),
      });
    }
    expect(aws.world.state().aws.accounts[shop]).toMatchObject({
      accessKeyId: `AKIALOCL${shop}`,
      role: 'peering-bot',
    });
  });
});
