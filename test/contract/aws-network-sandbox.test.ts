import { startEc2 } from '../sandbox/aws/start-ec2.ts';
import { awsNetworkContract } from './aws-network.ts';

const [account, yugabyteAccount, region] = ['111122223333', '444455556666', 'us-west-2'];

const applicationVpc = (number: number) => ({
  account,
  region,
  id: `vpc-0a00000000000000${number}`,
  cidrs: [`10.${number}.0.0/16`],
  name: `app-${number}`,
});
const yugabyteVpc = (number: number) => ({
  account: yugabyteAccount,
  region,
  id: `vpc-0b00000000000000${number}`,
  cidrs: [`10.${100 + number}.0.0/16`],
});

/** `consistency`: whether a write is seen at once, or a little later as in the real one. */
const start = (consistency: 'immediate' | 'eventual') => async () => {
  const numbers = [1, 2, 3, 4];
  // A VPC of its own gives the bot its role in Yugabyte's account, as moto has it.
  const elsewhere = { ...yugabyteVpc(9), region: 'eu-west-1', name: 'elsewhere' };
  const ec2 = await startEc2([...numbers.map(applicationVpc), elsewhere]);
  ec2.simulator.turn({ do: 'eventual-consistency', on: consistency === 'eventual' });
  return {
    ec2Endpoint: ec2.url,
    stsEndpoint: ec2.url,
    roleArn: ec2.roleArn,
    externalId: ec2.externalId,
    showsLate: consistency === 'eventual',
    async request() {
      const number = numbers.shift();
      if (number === undefined) throw new Error('no VPC is left');
      const [application, yugabyte] = [applicationVpc(number), yugabyteVpc(number)];
      const connectionId = ec2.request(application, yugabyte);
      await ec2.turn(5_000);
      return {
        connectionId,
        ends: {
          region,
          account,
          vpcId: application.id,
          yugabyteAccount,
          yugabyteVpcId: yugabyte.id,
          yugabyteNetworks: yugabyte.cidrs,
        },
      };
    },
    settle: () => ec2.turn(5_000),
    stop: ec2.stop,
  };
};

awsNetworkContract("the sandbox's EC2", { rehearses: true }, start('immediate'));
awsNetworkContract("the sandbox's EC2, which shows writes late", { rehearses: true }, start('eventual'));
