import { describe, expect, test } from 'vitest';
import type { Unseen } from '../../../src/core/cloud/sight.ts';
import { letBotSee } from '../../../src/core/next-step/let-bot-see.ts';
import { awsPeering, gcpPeering } from '../given.ts';
import { handOver } from './shell.ts';

const aws = awsPeering().application;
const gcp = gcpPeering().application;
const denied = (missing: string, who?: string): Unseen => ({
  ok: false,
  why: 'denied',
  reason: 'it may not.',
  missing,
  ...(who !== undefined && { who }),
});
const statement =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ec2:DescribeRouteTables","Resource":"*"}]}';

test('in AWS: the statement that is missing, to be added to the role that the bot has', () => {
  expect(
    letBotSee(aws, denied('ec2:DescribeRouteTables', 'arn:aws:iam::111122223333:role/team/bot')),
  ).toEqual({
    kind: 'hand-over',
    title: 'Let the bot use ec2:DescribeRouteTables in AWS account 111122223333',
    sections: [
      {
        title: 'Add ec2:DescribeRouteTables to role bot',
        console: {
          label: 'Role bot',
          url: 'https://console.aws.amazon.com/iam/home#/roles/details/bot',
          clicks:
            'Add permissions > Create inline policy > JSON > paste what is below > Next > peering-bot-ec2-DescribeRouteTables > Create policy.',
          paste: statement,
        },
        cli: [
          `aws iam put-role-policy --role-name bot --policy-name peering-bot-ec2-DescribeRouteTables --policy-document '${statement}'`,
        ],
        terraform: `resource "aws_iam_role_policy" "peering_bot_ec2_describeroutetables" {
  name   = "peering-bot-ec2-DescribeRouteTables"
  role   = "bot"
  policy = ${JSON.stringify(statement)}
}`,
      },
    ],
  });
});

test.each([
  ['arn:aws:iam::111122223333:role/peering-reader', 'peering-reader'],
  ['arn:aws:iam::111122223333:role/deep/er/peering-reader', 'peering-reader'],
  ['arn:aws:sts::111122223333:assumed-role/peering-reader/session-7', 'peering-reader'],
  ['arn:aws:iam::111122223333:user/somebody', 'peering-bot'],
  [undefined, 'peering-bot'],
])('the role of %s is %s', (who, role) => {
  const [section] = handOver(letBotSee(aws, denied('ec2:DescribeVpcs', who))).sections;
  expect(section?.cli[0]).toContain(`--role-name ${role} `);
});

test('in GCP: the permission, to be added to the role of the manifest', () => {
  expect(letBotSee(gcp, denied('compute.networks.listPeeringRoutes'))).toEqual({
    kind: 'hand-over',
    title: 'Let the bot use compute.networks.listPeeringRoutes in GCP project my-project',
    sections: [
      {
        title: "Add compute.networks.listPeeringRoutes to the bot's role",
        console: {
          label: 'Roles of my-project',
          url: 'https://console.cloud.google.com/iam-admin/roles?project=my-project',
          clicks:
            'Open the role of the bot (peeringBot, of manifests/gcp-role-read.yaml) > Edit role > Add permissions > compute.networks.listPeeringRoutes > Update.',
        },
        cli: [
          'gcloud iam roles update peeringBot --project=my-project --add-permissions=compute.networks.listPeeringRoutes',
        ],
      },
    ],
  });
});

describe('where no right would help it is said what does', () => {
  const why = (reason: Unseen['why'], missing?: string): Unseen => ({
    ok: false,
    why: reason,
    reason: 'it may not.',
    ...(missing !== undefined && { missing }),
  });

  test.each<[Unseen['why'], RegExp, RegExp]>([
    ['no-credentials', /AWS credentials .* or set PEERING_AWS_MODE=off/, /GOOGLE_APPLICATION_CREDENTIALS/],
    [
      'expired-credentials',
      /Renew the bot's AWS credentials/,
      /Renew the bot's Application Default Credentials/,
    ],
    [
      'role-denied',
      /PEERING_AWS_ROLE_ARN .*manifests\/aws-role-trust\.json/,
      /manifests\/gcp-role-read\.yaml/,
    ],
    ['denied', /manifests\/aws-iam-read\.json/, /manifests\/gcp-role-read\.yaml/],
    ['not-enabled', /Switch the region on/, /Switch the Compute Engine API on/],
    ['unreachable', /tries again by itself/, /tries again by itself/],
  ])('%s', (reason, inAws, inGcp) => {
    expect(letBotSee(aws, why(reason))).toEqual({ kind: 'wait', sentence: expect.stringMatching(inAws) });
    expect(letBotSee(gcp, why(reason))).toEqual({ kind: 'wait', sentence: expect.stringMatching(inGcp) });
  });

  test('a role that is refused is no matter of a policy, although the action is named', () => {
    expect(letBotSee(aws, why('role-denied', 'sts:AssumeRole')).kind).toBe('wait');
  });
});
