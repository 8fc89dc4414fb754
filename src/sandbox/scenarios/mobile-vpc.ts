import { shopAccount } from './one-team.ts';

/** A VPC of the shop's account that nobody has peered yet. */
export const mobileVpc = {
  account: shopAccount,
  region: 'eu-west-1',
  id: 'vpc-0a1b2c3d4e5f60718',
  cidrs: ['10.20.0.0/16'],
  name: 'mobile',
};
