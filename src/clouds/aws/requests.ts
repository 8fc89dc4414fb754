import type { AwsChange } from '../../core/cloud/aws-network.ts';
import type { AwsEnds } from '../../core/next-step/aws-ends.ts';
import type { Sdk } from './sdk.ts';

/** The vendor's name of the right that each change takes. */
export const ACTIONS: Record<AwsChange['change'], string> = {
  'turn-on-dns': 'ec2:ModifyVpcAttribute',
  accept: 'ec2:AcceptVpcPeeringConnection',
  'create-route': 'ec2:CreateRoute',
  'replace-route': 'ec2:ReplaceRoute',
  'allow-remote-dns': 'ec2:ModifyVpcPeeringConnectionOptions',
  'delete-route': 'ec2:DeleteRoute',
  'delete-connection': 'ec2:DeleteVpcPeeringConnection',
};

/** The request for a change, or for its rehearsal (`DryRun`). Turning on DNS cannot be rehearsed. */
export function requestFor(
  sdk: Sdk,
  { vpcId }: Pick<AwsEnds, 'vpcId'>,
  change: AwsChange,
  { dryRun }: { dryRun: boolean },
): { input: unknown } {
  const rehearsal = dryRun ? { DryRun: true } : {};
  switch (change.change) {
    case 'turn-on-dns':
      return new sdk.ModifyVpcAttributeCommand({
        VpcId: vpcId,
        ...(change.attribute === 'support'
          ? { EnableDnsSupport: { Value: true } }
          : { EnableDnsHostnames: { Value: true } }),
      });
    case 'accept':
      return new sdk.AcceptVpcPeeringConnectionCommand({
        VpcPeeringConnectionId: change.connectionId,
        ...rehearsal,
      });
    case 'create-route':
      return new sdk.CreateRouteCommand({ ...routeOf(change), ...rehearsal });
    case 'replace-route':
      return new sdk.ReplaceRouteCommand({ ...routeOf(change), ...rehearsal });
    case 'allow-remote-dns':
      return new sdk.ModifyVpcPeeringConnectionOptionsCommand({
        VpcPeeringConnectionId: change.connectionId,
        AccepterPeeringConnectionOptions: { AllowDnsResolutionFromRemoteVpc: true },
        ...rehearsal,
      });
    case 'delete-route':
      return new sdk.DeleteRouteCommand({
        RouteTableId: change.routeTableId,
        DestinationCidrBlock: change.cidr,
        ...rehearsal,
      });
    case 'delete-connection':
      return new sdk.DeleteVpcPeeringConnectionCommand({
        VpcPeeringConnectionId: change.connectionId,
        ...rehearsal,
      });
  }
}

const routeOf = ({
  routeTableId,
  cidr,
  connectionId,
}: Extract<AwsChange, { change: 'create-route' | 'replace-route' }>) => ({
  RouteTableId: routeTableId,
  DestinationCidrBlock: cidr,
  VpcPeeringConnectionId: connectionId,
});
