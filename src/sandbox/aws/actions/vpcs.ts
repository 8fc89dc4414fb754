import { AwsError } from '../query/aws-error.ts';
import { readFlag } from '../query/parameters.ts';
import type { RegionRecord, SubnetRecord, VpcRecord } from '../records.ts';
import { showSubnet, showVpc } from '../show.ts';
import type { Actions, Call } from './action.ts';
import { done } from './action.ts';
import { describe, ownId, ownTags } from './describe.ts';

export function findVpc(region: RegionRecord, id: string): VpcRecord {
  const vpc = region.vpcs.get(id);
  if (vpc) return vpc;
  throw new AwsError('InvalidVpcID.NotFound', `The vpc ID '${id}' does not exist`);
}

function describeAttribute({ seen, parameters }: Call) {
  const vpc = findVpc(seen, parameters.VpcId ?? '');
  switch (parameters.Attribute) {
    case 'enableDnsSupport':
      return { vpcId: vpc.id, enableDnsSupport: { value: vpc.dnsSupport } };
    case 'enableDnsHostnames':
      return { vpcId: vpc.id, enableDnsHostnames: { value: vpc.dnsHostnames } };
    case 'enableNetworkAddressUsageMetrics':
      return { vpcId: vpc.id, enableNetworkAddressUsageMetrics: { value: false } };
    default:
      throw new AwsError(
        'InvalidParameterValue',
        `Value (${parameters.Attribute}) for parameter attribute is invalid. Unknown attribute.`,
      );
  }
}

/** One attribute a call. */
function modifyAttribute({ region, parameters }: Call) {
  const vpc = findVpc(region, parameters.VpcId ?? '');
  const support = readFlag(parameters, 'EnableDnsSupport.Value');
  const hostnames = readFlag(parameters, 'EnableDnsHostnames.Value');
  if ((support === undefined) === (hostnames === undefined))
    throw new AwsError('InvalidParameterCombination', 'The request must contain exactly one attribute');
  if (hostnames && !vpc.dnsSupport)
    throw new AwsError(
      'InvalidParameterValue',
      'DNS hostnames cannot be enabled while DNS support is disabled',
    );
  vpc.dnsSupport = support ?? vpc.dnsSupport;
  vpc.dnsHostnames = hostnames ?? vpc.dnsHostnames;
  return done;
}

export const vpcActions: Actions = {
  DescribeVpcs: describe<VpcRecord>({
    set: 'vpcSet',
    idList: 'VpcId',
    notFound: 'InvalidVpcID.NotFound',
    all: ({ seen }) => [...seen.vpcs.values()],
    idOf: ownId,
    tagsOf: ownTags,
    filters: {
      'vpc-id': ({ id }) => [id],
      'owner-id': ({ account }) => [account],
      cidr: ({ cidrs }) => [cidrs[0]],
      'cidr-block': ({ cidrs }) => [cidrs[0]],
      'cidr-block-association.cidr-block': ({ cidrs }) => cidrs,
      'cidr-block-association.state': () => ['associated'],
      state: () => ['available'],
      'is-default': () => ['false'],
    },
    show: showVpc,
  }),
  DescribeVpcAttribute: { answer: describeAttribute, requires: ['VpcId', 'Attribute'] },
  ModifyVpcAttribute: { answer: modifyAttribute, requires: ['VpcId'], writes: true, hasNoDryRun: true },
  DescribeSubnets: describe<SubnetRecord>({
    set: 'subnetSet',
    idList: 'SubnetId',
    notFound: 'InvalidSubnetID.NotFound',
    all: ({ seen }) => [...seen.subnets.values()],
    idOf: ownId,
    tagsOf: ownTags,
    filters: {
      'vpc-id': ({ vpcId }) => [vpcId],
      'subnet-id': ({ id }) => [id],
      'cidr-block': ({ cidr }) => [cidr],
      'availability-zone': ({ zone }) => [zone],
      state: () => ['available'],
    },
    show: (one, { caller }) => showSubnet(one, caller.account),
  }),
};
