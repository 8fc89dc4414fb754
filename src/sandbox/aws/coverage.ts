import type { Covered } from '../slack/coverage.ts';

const paged = 'ids, filters with wildcards, MaxResults and NextToken';

/** Every action of the simulated EC2 and STS. A test compares this table with the routes. */
export const awsCoverage: Covered[] = [
  {
    call: 'DescribeVpcPeeringConnections',
    covers: `every documented filter, ${paged}; ended ones for 2 hours or 2 days, each side its own`,
  },
  {
    call: 'CreateVpcPeeringConnection',
    covers: 'other accounts and regions, failed for overlaps and unknown VPCs, duplicates, 25 outstanding',
  },
  {
    call: 'AcceptVpcPeeringConnection',
    covers: 'by the accepter in its region; provisioning, then active; 50 active for a VPC',
  },
  { call: 'RejectVpcPeeringConnection', covers: 'by the accepter, while it is pending' },
  {
    call: 'DeleteVpcPeeringConnection',
    covers:
      'active by both sides, pending by the requester; deleting between regions; routes stay as blackholes',
  },
  {
    call: 'ModifyVpcPeeringConnectionOptions',
    covers: 'AllowDnsResolutionFromRemoteVpc, each side its own, active only, DNS hostnames needed',
    leavesOut: 'ClassicLink',
  },
  { call: 'DescribeRouteTables', covers: `${paged}; blackholes` },
  {
    call: 'CreateRoute',
    covers: 'canonical CIDRs, RouteAlreadyExists also for the same target, 50 routes a table',
    leavesOut: 'prefix lists, targets beyond gateways, NAT, transit gateways, interfaces and peerings',
  },
  { call: 'ReplaceRoute', covers: 'as CreateRoute, for a route that exists', leavesOut: 'LocalTarget' },
  { call: 'DeleteRoute', covers: 'the exact destination; never the local route' },
  { call: 'DescribeVpcs', covers: `secondary CIDRs, ${paged}`, leavesOut: 'IPv6, shared VPCs' },
  { call: 'DescribeVpcAttribute', covers: 'DNS support and DNS hostnames' },
  { call: 'ModifyVpcAttribute', covers: 'one attribute a call, no dry run' },
  { call: 'DescribeSubnets', covers: paged, leavesOut: 'IPv6' },
  { call: 'DescribeSecurityGroups', covers: `the default group of each VPC, ${paged}` },
  { call: 'DescribeSecurityGroupRules', covers: paged },
  {
    call: 'AuthorizeSecurityGroupEgress',
    covers: 'CIDRs and groups of an active peer, duplicates, 60 rules',
    leavesOut: 'IPv6, prefix lists',
  },
  { call: 'DescribeNetworkAcls', covers: `the default ACL of each VPC, ${paged}` },
  { call: 'DescribeStaleSecurityGroups', covers: 'rules for groups of a peer that is gone' },
  { call: 'DescribeRegions', covers: 'regions that have to be switched on' },
  { call: 'DescribeAccountAttributes', covers: 'what clients ask at their start' },
  { call: 'CreateTags', covers: 'everything it has; a connection has tags for each side' },
  { call: 'DeleteTags', covers: 'by key' },
  { call: 'DescribeTags', covers: paged },
  {
    call: 'AssumeRole',
    covers: 'the role of an account, with its external id; an hour by real time',
    leavesOut: 'session policies, MFA; signatures are not verified, here and elsewhere',
  },
  { call: 'GetCallerIdentity', covers: 'whose key it is' },
];
