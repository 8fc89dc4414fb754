import type { GcpEnds } from '../next-step/gcp-ends.ts';
import type { GcpFacts, GcpNetworkFacts } from './gcp-facts.ts';
import type { Permit } from './permit.ts';
import type { Sight } from './sight.ts';

/** Where a network is, or is thought to be. */
export interface GcpPlace {
  project: string;
  network: string;
}

/** One change in the application's project, as data. `name`: of the peering on the application's network. */
export type GcpChange = { change: 'add-mirror'; name: string } | { change: 'remove-mirror'; name: string };

/** The application's side of GCP peerings. */
export interface GcpNetwork {
  readonly mode: 'advise' | 'act';
  /** As `AwsNetwork.look`: in the order of `ends`, each project and network read once. Never rejects. Nothing is cached. */
  look(ends: readonly GcpEnds[]): Promise<GcpFacts[]>;
  /** The same for a network before there is a peering. Never rejects. */
  lookAtNetwork(place: GcpPlace): Promise<GcpNetworkFacts>;
  /** The networks of a project, to choose from. Never rejects. */
  listNetworks(project: string): Promise<Sight<{ name: string; auto: boolean }[]>>;
  /** Whether the bot may make this change (`testIamPermissions`), changing nothing. Never rejects. */
  rehearse(ends: GcpEnds, change: GcpChange): Promise<Permit>;
  /**
   * Makes the change and waits for its operation; one that is made already is success. One operation at a time for each
   * network; "operation in progress" on either network is waited out. Only a peering whose peer is exactly Yugabyte's
   * project and network is ever removed. Throws `PeeringBotError` with the codes of `AwsNetwork.apply`; `route-taken`:
   * ranges overlap.
   */
  apply(ends: GcpEnds, change: GcpChange): Promise<void>;
  /** Each permission of reading and of acting in one project, for the doctor. Never rejects. */
  examine(project: string): Promise<{ action: string; permit: Permit }[]>;
  /** Closes its sockets. */
  stop(): void;
}
