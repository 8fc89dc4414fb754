import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { leftovers } from '../../../src/core/next-step/leftovers.ts';
import { needs } from '../../skip.ts';
import { awsPeering, awsVpc, observed } from '../given.ts';
import { handOver, isInstalled, lines, run } from './shell.ts';

const observation = observed({
  vpcs: [
    awsVpc({
      regions: [
        { region: 'us-west-2', cidr: '10.1.0.0/24' },
        { region: 'us-east-1', cidr: '10.2.0.0/24' },
      ],
    }),
  ],
});
const step = leftovers(awsPeering({ state: 'DELETED' }), observation);

test('first the peering where it is still there, then the routes that lead nowhere', () => {
  const { title, sections } = handOver(step);
  expect(title).toBe('Clean up in AWS account 111122223333, region us-west-2');
  expect(sections.map((section) => section.title)).toEqual([
    'Delete the peering connection where it is still there',
    'Delete the routes to 10.1.0.0/24 and 10.2.0.0/24 that lead nowhere now',
  ]);
});

test('without the Yugabyte VPC it says so', () => {
  expect(leftovers(awsPeering(), observed({ vpcs: [] }))).toEqual({
    kind: 'wait',
    sentence: 'What stays behind in AWS cannot be listed now. Yugabyte does not list the VPC orders-vpc.',
  });
  const azure = awsPeering({ application: { ...awsPeering().application, provider: 'AZURE' } });
  expect(leftovers(azure, observation)).toBeUndefined();
});

const ready = needs('the aws command line', isInstalled('aws'), 'apt-get install awscli');

describe.skipIf(!ready)('pasted as they are', () => {
  /** Just so much of EC2 as is asked for here; it ignores filters, so that what comes back is looked at too. */
  let server: Server;
  let peerings: { pcx: string; owner: string; vpc: string; state: string }[];
  let done: string[];

  const routes: Record<string, [cidr: string, target: string, state: string][]> = {
    'rtb-main': [
      ['10.0.0.0/16', '<gatewayId>local</gatewayId>', 'active'],
      ['10.1.0.0/24', '<vpcPeeringConnectionId>pcx-gone</vpcPeeringConnectionId>', 'blackhole'],
      ['10.2.0.0/24', '<vpcPeeringConnectionId>pcx-gone</vpcPeeringConnectionId>', 'blackhole'],
    ],
    'rtb-used': [
      ['10.1.0.0/24', '<vpcPeeringConnectionId>pcx-another</vpcPeeringConnectionId>', 'active'],
      ['10.2.0.0/24', '<natGatewayId>nat-gone</natGatewayId>', 'blackhole'],
      ['10.9.0.0/24', '<vpcPeeringConnectionId>pcx-gone</vpcPeeringConnectionId>', 'blackhole'],
    ],
  };

  function answer(asked: URLSearchParams): string {
    const action = asked.get('Action');
    if (action === 'DescribeRouteTables') {
      const tables = Object.entries(routes).map(
        ([id, items]) =>
          `<item><routeTableId>${id}</routeTableId><routeSet>${items
            .map(
              ([cidr, target, state]) =>
                `<item><destinationCidrBlock>${cidr}</destinationCidrBlock>${target}<state>${state}</state></item>`,
            )
            .join('')}</routeSet></item>`,
      );
      return `<routeTableSet>${tables.join('')}</routeTableSet>`;
    }
    if (action === 'DescribeVpcPeeringConnections') {
      const wanted = asked.get('VpcPeeringConnectionId.1');
      const items = peerings
        .filter(({ pcx }) => wanted === null || wanted === pcx)
        .map(
          ({ pcx, owner, vpc, state }) =>
            `<item><vpcPeeringConnectionId>${pcx}</vpcPeeringConnectionId><requesterVpcInfo><ownerId>${owner}</ownerId><vpcId>${vpc}</vpcId></requesterVpcInfo><accepterVpcInfo><ownerId>111122223333</ownerId><vpcId>vpc-0a1b2c3d4e5f60718</vpcId></accepterVpcInfo><status><code>${state}</code></status></item>`,
        );
      return `<vpcPeeringConnectionSet>${items.join('')}</vpcPeeringConnectionSet>`;
    }
    const id = asked.get('VpcPeeringConnectionId') ?? asked.get('RouteTableId');
    done.push([action, id, asked.get('DestinationCidrBlock')].filter(Boolean).join(' '));
    for (const peering of peerings) if (peering.pcx === id) peering.state = 'deleted';
    return '<return>true</return>';
  }

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      const asked = new URLSearchParams(body);
      response.setHeader('content-type', 'text/xml');
      response.end(`<${asked.get('Action')}Response>${answer(asked)}</${asked.get('Action')}Response>`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => server.close());
  beforeEach(() => {
    done = [];
  });

  async function paste() {
    return run('bash', [], {
      input: lines(step),
      env: {
        AWS_ENDPOINT_URL_EC2: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        AWS_ACCESS_KEY_ID: 'AKIAFAKE',
        AWS_SECRET_ACCESS_KEY: 'fake',
        AWS_EC2_METADATA_DISABLED: 'true',
      },
    });
  }

  test('they delete the routes of a peering that is gone, and no other', async () => {
    peerings = [
      { pcx: 'pcx-stranger', owner: '999988887777', vpc: 'vpc-0123456789abcdef0', state: 'active' },
      { pcx: 'pcx-neighbour', owner: '444455556666', vpc: 'vpc-00000000', state: 'active' },
      { pcx: 'pcx-gone', owner: '444455556666', vpc: 'vpc-0123456789abcdef0', state: 'deleted' },
    ];
    expect(await paste()).toMatchObject({ code: 0, stderr: '' });
    expect(done).toEqual(['DeleteRoute rtb-main 10.1.0.0/24', 'DeleteRoute rtb-main 10.2.0.0/24']);
  });

  test('they delete the peering first where it is left', async () => {
    peerings = [{ pcx: 'pcx-left', owner: '444455556666', vpc: 'vpc-0123456789abcdef0', state: 'active' }];
    expect(await paste()).toMatchObject({ code: 0, stderr: '' });
    expect(done[0]).toBe('DeleteVpcPeeringConnection pcx-left');
    expect(done).toHaveLength(3);
  });
});
