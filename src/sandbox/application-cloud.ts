/** One end of a peering at a cloud. */
export interface CloudEnd {
  /** AWS account id or GCP project id. */
  project: string;
  /** AWS VPC id or GCP network. */
  network: string;
  region?: string;
  cidrs: string[];
}

/** What Yugabyte asks the application's cloud for. */
export interface CloudRequest {
  /** Yugabyte's own id of the peering. */
  id: string;
  yugabyte: CloudEnd;
  application: CloudEnd;
}

/** What a cloud says of a peering, in the words of EC2; GCP's missing mirror is `pending-acceptance`. */
export type CloudSide =
  /** Nobody asked for it, or asked to withdraw it. */
  'none' | 'pending-acceptance' | 'active' | 'rejected' | 'expired' | 'failed' | 'deleted';

/** One that was there before the world began. */
export interface Earlier {
  side: CloudSide;
  /** ms since 1970. */
  requestedAt: number;
}

/**
 * The cloud of the applications as Yugabyte and the people in its console know it: EC2 or Compute Engine, simulated.
 * Peerings go by Yugabyte's id; one that was never asked for is on no side.
 */
export interface ApplicationCloud {
  /** Yugabyte's half, at once; `sideOf` tells then whether the cloud took it (`failed`). */
  request(peering: CloudRequest, earlier?: Earlier): void;
  /** Yugabyte takes its half away. */
  withdraw(id: string): void;
  sideOf(id: string): CloudSide;
  /** What the application's people do in their console; `false`: not on that side. Throws `Refusal` when never. */
  accept(id: string): boolean;
  reject(id: string): boolean;
  remove(id: string): boolean;
  /** What else can go wrong for a peering there, by the word of the control; throws `Refusal`. */
  mishaps: Record<string, (id: string) => void>;
  /** Told of every change of side that was not Yugabyte's own doing. */
  onChange(listener: (id: string) => void): void;
}

export interface ApplicationClouds {
  AWS: ApplicationCloud;
  GCP: ApplicationCloud;
}
