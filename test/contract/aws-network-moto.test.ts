import { describe } from 'vitest';
import { startMoto, texts } from '../core/next-step/moto.ts';
import { isInstalled } from '../core/next-step/shell.ts';
import { needs } from '../skip.ts';
import { awsNetworkContract } from './aws-network.ts';

const [account, yugabyteAccount, region] = ['111122223333', '444455556666', 'us-west-2'];
const found = needs('moto_server', isInstalled('moto_server'), "pip install 'moto[server]'");

describe.skipIf(!found)('an EC2 that others wrote', () => {
  // It accepts what it is only to try.
  awsNetworkContract('moto', { rehearses: false }, async () => {
    const moto = await startMoto();

    async function made(owner: string, element: string, parameters: Record<string, string>): Promise<string> {
      return texts(await moto.ec2(owner, region, parameters), element)[0] ?? '';
    }

    async function applicationVpc(cidr: string): Promise<string> {
      const VpcId = await made(account, 'vpcId', { Action: 'CreateVpc', CidrBlock: cidr });
      const subnet = (block: string) =>
        made(account, 'subnetId', { Action: 'CreateSubnet', VpcId, CidrBlock: block });
      await subnet(cidr.replace('0.0/16', '1.0/24'));
      const SubnetId = await subnet(cidr.replace('0.0/16', '2.0/24'));
      const RouteTableId = await made(account, 'routeTableId', { Action: 'CreateRouteTable', VpcId });
      await made(account, 'associationId', { Action: 'AssociateRouteTable', RouteTableId, SubnetId });
      return VpcId;
    }

    let requests = 0;
    return {
      ec2Endpoint: moto.url,
      stsEndpoint: moto.url,
      roleArn: 'arn:aws:iam::{accountId}:role/peering-bot',
      async request() {
        requests++;
        const vpcId = await applicationVpc(`10.${requests}.0.0/16`);
        const yugabyteCidr = `10.${100 + requests}.0.0/16`;
        const yugabyteVpcId = await made(yugabyteAccount, 'vpcId', {
          Action: 'CreateVpc',
          CidrBlock: yugabyteCidr,
        });
        const connectionId = await made(yugabyteAccount, 'vpcPeeringConnectionId', {
          Action: 'CreateVpcPeeringConnection',
          VpcId: yugabyteVpcId,
          PeerVpcId: vpcId,
          PeerOwnerId: account,
        });
        return {
          connectionId,
          ends: {
            region,
            account,
            vpcId,
            yugabyteAccount,
            yugabyteVpcId,
            yugabyteNetworks: [yugabyteCidr],
          },
        };
      },
      stop: moto.stop,
    };
  });
});
