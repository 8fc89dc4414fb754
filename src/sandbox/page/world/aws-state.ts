/** The part of the world's AWS that the panel shows, as the `aws` command prints it. */
export interface AwsState {
  accounts: Record<string, AwsAccount>;
}

export interface AwsAccount {
  /** None: the bot has nothing to do there. */
  role: string | null;
  denied: string[];
  regions: Record<string, AwsRegion>;
}

export interface AwsRegion {
  vpcs: AwsVpc[];
  routeTables: AwsRouteTable[];
  peeringConnections: AwsConnection[];
  networkAcls: AwsAcl[];
}

interface Tagged {
  Tags?: { Key: string; Value: string }[];
}

export interface AwsVpc extends Tagged {
  VpcId: string;
  CidrBlockAssociationSet?: { CidrBlock: string }[];
  EnableDnsSupport: boolean;
  EnableDnsHostnames: boolean;
}

export interface AwsRouteTable extends Tagged {
  RouteTableId: string;
  VpcId: string;
  Routes?: AwsRoute[];
  Associations?: { Main?: boolean; SubnetId?: string }[];
}

export interface AwsRoute {
  DestinationCidrBlock: string;
  State: string;
  GatewayId?: string;
  NatGatewayId?: string;
  TransitGatewayId?: string;
  NetworkInterfaceId?: string;
  VpcPeeringConnectionId?: string;
}

export interface AwsConnection {
  VpcPeeringConnectionId: string;
  Status: { Code: string };
  AccepterVpcInfo: { VpcId: string };
  RequesterVpcInfo: { VpcId: string; OwnerId: string };
}

export interface AwsAcl {
  VpcId: string;
  Entries?: { Egress: boolean; RuleAction: string; PortRange?: { From: number; To: number } }[];
}

/** The tag `Name`, as consoles show it. */
export const nameOf = ({ Tags = [] }: Tagged) => Tags.find(({ Key }) => Key === 'Name')?.Value ?? '';
