import type { NextStep } from '../chain/link.ts';
import type { Unseen } from '../cloud/sight.ts';
import type { ApplicationVpc } from '../peering.ts';
import { hclString } from './hcl.ts';
import { shellQuote } from './shell.ts';

/** How to let the bot see what it could not: the exact right to add, or what to wait for. */
export function letBotSee(application: ApplicationVpc, unseen: Unseen): NextStep {
  if (unseen.why === 'unreachable') {
    return { kind: 'wait', sentence: 'The bot tries again by itself.' };
  }
  if (unseen.missing && unseen.why === 'denied') {
    return application.provider === 'AWS'
      ? grantInAws(application, unseen.missing, unseen.who)
      : grantInGcp(application, unseen.missing);
  }
  return { kind: 'wait', sentence: HOW[application.provider === 'AWS' ? 'AWS' : 'GCP'][unseen.why] };
}

type Other = Exclude<Unseen['why'], 'unreachable'>;

const HOW: Record<'AWS' | 'GCP', Record<Other, string>> = {
  AWS: {
    'no-credentials':
      'Give the bot AWS credentials (environment, profile or instance role), or set PEERING_AWS_MODE=off.',
    'expired-credentials': "Renew the bot's AWS credentials.",
    'role-denied':
      "Make the role of PEERING_AWS_ROLE_ARN in that account, with the trust policy of manifests/aws-role-trust.json for the bot's own identity.",
    denied: 'Add the policy of manifests/aws-iam-read.json to the role of the bot.',
    'not-enabled': 'Switch the region on in that account.',
  },
  GCP: {
    'no-credentials':
      'Give the bot Application Default Credentials (GOOGLE_APPLICATION_CREDENTIALS), or set PEERING_GCP_MODE=off.',
    'expired-credentials': "Renew the bot's Application Default Credentials.",
    'role-denied': 'Give the bot the role of manifests/gcp-role-read.yaml in that project.',
    denied: 'Give the bot the role of manifests/gcp-role-read.yaml in that project.',
    'not-enabled': 'Switch the Compute Engine API on in that project.',
  },
};

/** The statement that `action` lacks; reading takes every resource, as EC2 knows no other for it. */
export function awsStatement(action: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
  });
}

function grantInAws({ cloudProject }: ApplicationVpc, action: string, who?: string): NextStep {
  const role = roleName(who);
  const policy = `peering-bot-${action.replace(/[^A-Za-z0-9]+/g, '-')}`;
  return {
    kind: 'hand-over',
    title: `Let the bot use ${action} in AWS account ${cloudProject}`,
    sections: [
      {
        title: `Add ${action} to role ${role}`,
        console: {
          label: `Role ${role}`,
          url: `https://console.aws.amazon.com/iam/home#/roles/details/${encodeURIComponent(role)}`,
          clicks: `Add permissions > Create inline policy > JSON > paste what is below > Next > ${policy} > Create policy.`,
          paste: awsStatement(action),
        },
        cli: [
          `aws iam put-role-policy --role-name ${shellQuote(role)} --policy-name ${shellQuote(policy)} --policy-document ${shellQuote(awsStatement(action))}`,
        ],
        terraform: [
          `resource "aws_iam_role_policy" "${policy.toLowerCase().replaceAll('-', '_')}" {`,
          `  name   = ${hclString(policy)}`,
          `  role   = ${hclString(role)}`,
          `  policy = ${hclString(awsStatement(action))}`,
          '}',
        ].join('\n'),
      },
    ],
  };
}

/** `arn:aws:iam::111122223333:role/team/peering-bot` and `arn:aws:sts::…:assumed-role/peering-bot/session` alike. */
function roleName(who: string | undefined): string {
  const parts = who?.split(':').at(-1)?.split('/') ?? [];
  if (parts[0] === 'assumed-role') return parts[1] ?? 'peering-bot';
  return (parts[0] === 'role' ? parts.at(-1) : undefined) ?? 'peering-bot';
}

function grantInGcp({ cloudProject }: ApplicationVpc, permission: string): NextStep {
  return {
    kind: 'hand-over',
    title: `Let the bot use ${permission} in GCP project ${cloudProject}`,
    sections: [
      {
        title: `Add ${permission} to the bot's role`,
        console: {
          label: `Roles of ${cloudProject}`,
          url: `https://console.cloud.google.com/iam-admin/roles?project=${encodeURIComponent(cloudProject)}`,
          clicks: `Open the role of the bot (peeringBot, of manifests/gcp-role-read.yaml) > Edit role > Add permissions > ${permission} > Update.`,
        },
        cli: [
          `gcloud iam roles update peeringBot --project=${shellQuote(cloudProject)} --add-permissions=${shellQuote(permission)}`,
        ],
      },
    ],
  };
}
