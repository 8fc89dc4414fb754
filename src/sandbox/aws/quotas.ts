/** The defaults. https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html */
export const quotas = {
  activePeeringsPerVpc: 50,
  outstandingRequests: 25,
  routesPerTable: 50,
  rulesPerGroup: 60,
  filterValues: 200,
};
