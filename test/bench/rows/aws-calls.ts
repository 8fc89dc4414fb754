import type { AwsEnds } from '../../../src/core/next-step/aws-ends.ts';
import { connect } from '../../clouds/aws/connect.ts';
import { startEc2 } from '../../clouds/aws/ec2.ts';
import { ends } from '../../clouds/aws/rows.ts';
import { type Result, result } from '../result.ts';

const ACCOUNTS = 10;
const REGIONS = ['us-west-2', 'eu-west-1'];
const PEERINGS = 2_000;
const PLACES = ACCOUNTS * REGIONS.length;
/** Looked at one by one; the rest would cost the same. */
const SAMPLE = 20;
const MOST_A_PLACE = 8;

/** What a look at everything asks of EC2, beside a look at each peering for itself. */
export async function awsCallsRow(): Promise<Result> {
  // Made up; the SDK takes them from the environment alone.
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'AKIALOCAL',
    AWS_SECRET_ACCESS_KEY: 'local-secret-not-real',
    AWS_EC2_METADATA_DISABLED: 'true',
  });
  const all = Array.from({ length: PEERINGS }, (_, number) => endsOf(number));
  const together = await callsFor([all]);
  const oneByOne = (await callsFor(all.slice(0, SAMPLE).map((one) => [one]))) * (PEERINGS / SAMPLE);
  const most = PLACES * MOST_A_PLACE;
  const name = `EC2 calls for 2,000 peerings in ${PLACES} accounts and regions (one by one: ${oneByOne})`;
  return result(name, together, 'calls', `<= ${most}`, together <= most);
}

function endsOf(number: number): AwsEnds {
  const place = number % PLACES;
  return {
    ...ends,
    account: `11112222${String(place % ACCOUNTS).padStart(4, '0')}`,
    region: REGIONS[Math.floor(place / ACCOUNTS)] ?? ends.region,
    vpcId: `vpc-${String(number).padStart(17, '0')}`,
  };
}

async function callsFor(looks: AwsEnds[][]): Promise<number> {
  const ec2 = await startEc2();
  const aws = connect(ec2.url);
  for (const look of looks) await aws.look(look);
  aws.stop();
  await ec2.stop();
  return ec2.calls.filter(({ service }) => service === 'ec2').length;
}
