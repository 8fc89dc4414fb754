import type { HandOver, HandOverSection } from '../chain/link.ts';
import type { Peering, Reading, YugabyteVpc } from '../peering.ts';
import { awsConsole } from './aws-console.ts';
import { shellQuote } from './shell.ts';
import { ybmCreate } from './ybm-create.ts';

/** For a request that is dead: what to check, then terminate it and make it anew with the same values. */
export function requestAgain(peering: Peering, yugabyteVpc: Reading<YugabyteVpc>): HandOver {
  return {
    kind: 'hand-over',
    title: `Terminate ${peering.name} and create it again`,
    sections: [...(peering.state === 'FAILED' ? check(peering) : []), again(peering, yugabyteVpc)],
  };
}

function check({ application }: Peering): HandOverSection[] {
  const { cloudProject, externalVpcId, region } = application;
  if (application.provider === 'AWS' && region) {
    return [
      {
        title: `Check that ${externalVpcId} is in account ${cloudProject}, and its networks`,
        console: {
          label: `VPC ${externalVpcId}`,
          url: awsConsole(region, `VpcDetails:VpcId=${encodeURIComponent(externalVpcId)}`),
          clicks: 'Compare the owner id, and all IPv4 CIDRs: none may overlap the Yugabyte VPC.',
        },
        cli: [
          `aws ec2 describe-vpcs --region ${shellQuote(region)} --vpc-ids ${shellQuote(externalVpcId)} --query 'Vpcs[0].[OwnerId,State,CidrBlockAssociationSet[].CidrBlock]' --output json`,
        ],
      },
    ];
  }
  if (application.provider === 'GCP') {
    return [
      {
        title: `Check that network ${externalVpcId} is in project ${cloudProject}, and its ranges`,
        console: {
          label: `VPC networks in ${cloudProject}`,
          url: `https://console.cloud.google.com/networking/networks/list?project=${encodeURIComponent(cloudProject)}`,
          clicks: 'Open the network > Subnets: no primary or secondary range may overlap the Yugabyte VPC.',
        },
        cli: [
          `gcloud compute networks describe ${shellQuote(externalVpcId)} --project=${shellQuote(cloudProject)}`,
          `gcloud compute networks subnets list --project=${shellQuote(cloudProject)} --network=${shellQuote(externalVpcId)}`,
        ],
      },
    ];
  }
  return [];
}

function again(peering: Peering, yugabyteVpc: Reading<YugabyteVpc>): HandOverSection {
  const { name } = peering;
  return {
    title: 'Terminate it, then create it again with the same values',
    console: {
      label: 'YugabyteDB Aeon console',
      url: 'https://cloud.yugabyte.com',
      clicks: `Here: Terminate, then Create. Or there: Networking > VPC Network > Peering Connections > ${name} > Terminate Peering, then Create Peering.`,
    },
    cli: [
      `ybm vpc peering delete --name ${shellQuote(name)} --force --wait`,
      ybmCreate(peering, yugabyteVpc),
    ],
  };
}
