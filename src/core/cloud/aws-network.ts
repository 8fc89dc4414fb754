import type { AwsEnds } from '../next-step/aws-ends.ts';
import type { AwsFacts, AwsVpcFacts } from './aws-facts.ts';
import type { Permit } from './permit.ts';
import type { Sight } from './sight.ts';

/** Where a VPC is, or is thought to be. */
export interface AwsPlace {
  account: string;
  region: string;
  vpcId: string;
}

/** One change in the application's account, as data. */
export type AwsChange =
  | { change: 'turn-on-dns'; attribute: 'support' | 'hostnames' }
  | { change: 'accept'; connectionId: string }
  | { change: 'create-route'; routeTableId: string; cidr: string; connectionId: string }
  /** In the place of a route that leads nowhere. */
  | { change: 'replace-route'; routeTableId: string; cidr: string; connectionId: string }
  | { change: 'allow-remote-dns'; connectionId: string }
  | { change: 'delete-route'; routeTableId: string; cidr: string; connectionId: string }
  | { change: 'delete-connection'; connectionId: string };

/** The application's side of AWS peerings. */
export interface AwsNetwork {
  readonly mode: 'advise' | 'act';
  /**
   * Looks at all of them in few paged calls for each account and region, side by side. In the order of `ends`. Never
   * rejects: what could not be read says why. Nothing is cached but `dns`, and that only where there are many VPCs.
   */
  look(ends: readonly AwsEnds[]): Promise<AwsFacts[]>;
  /** The same for a VPC before there is a peering. Never rejects. */
  lookAtVpc(place: AwsPlace): Promise<AwsVpcFacts>;
  /** The VPCs of an account and region, to choose from. Never rejects. */
  listVpcs(
    place: Omit<AwsPlace, 'vpcId'>,
  ): Promise<Sight<{ vpcId: string; name?: string; cidrs: string[] }[]>>;
  /** Whether the bot may make this change, asked with `DryRun`, changing nothing. Never rejects. */
  rehearse(ends: AwsEnds, change: AwsChange): Promise<Permit>;
  /**
   * Makes the change; one that is made already is success. A connection is looked up and compared with both owners and
   * both VPCs of `ends` right before, a route table with the VPC and what the route leads to: anybody may send a request.
   * Throws `PeeringBotError`; in mode `advise` before anything is sent (`forbidden`).
   * `route-taken`: the destination leads elsewhere. `limit-reached`: a quota. `rejected`: not of this peering, or AWS
   * refuses it. `not-found`: the route table is gone. `conflict`: not yet, or not any more, in the state it needs, so
   * look again. `forbidden`, `unauthorized`, `rate-limited`, `timeout`, `unreachable`, `server-error`, `bad-answer`.
   */
  apply(ends: AwsEnds, change: AwsChange): Promise<void>;
  /** Each right of reading and of acting in one account and region, for the doctor. Never rejects. */
  examine(place: Omit<AwsPlace, 'vpcId'>): Promise<{ action: string; permit: Permit }[]>;
  /** Closes its sockets. */
  stop(): void;
}
