import { sayCloud } from '../say-cloud.ts';
import { sayList } from '../say-list.ts';
import type { PlanStep } from './plan.ts';

/** One step for people, e.g. "Put allow list peering-shop on cluster orders-db". */
export function sayStep(step: PlanStep): string {
  switch (step.do) {
    case 'request-peering': {
      const { name, application } = step.spec;
      return `Request peering ${name} with ${application.externalVpcId} in ${sayCloud(application)}`;
    }
    case 'await-active':
      return "Wait until the application's side has joined and Yugabyte shows it ACTIVE";
    case 'ensure-allow-list':
      return `Make allow list ${step.name} with ${sayList(step.entries)}`;
    case 'assign-allow-list':
      return `Put allow list ${step.listName} on cluster ${step.clusterName}`;
    case 'unassign-allow-list':
      return `Take allow list ${step.listName} off cluster ${step.clusterName}`;
    case 'delete-allow-list':
      return `Delete allow list ${step.listName}`;
    case 'terminate-peering':
      return `Terminate peering ${step.peeringName}`;
    case 'await-gone':
      return 'Wait until Yugabyte no longer lists it';
    case 'await-flow':
      return 'See that traffic can flow, from end to end';
    case 'turn-on-dns':
      return `Turn on DNS ${step.attribute === 'support' ? 'resolution' : 'hostnames'} for ${step.ends.vpcId}`;
    case 'await-request':
      return `Wait until the request arrives in AWS account ${step.ends.account}, ${step.ends.region}`;
    case 'accept-request':
      return `Accept the request in AWS account ${step.ends.account}, after comparing both owners and both VPCs`;
    case 'add-route':
      return `Route ${step.cidr} to the peering in ${step.routeTableId}${step.tableName ? ` (${step.tableName})` : ''}`;
    case 'allow-remote-dns':
      return `Let Yugabyte's side resolve names of ${step.ends.vpcId} to private addresses`;
    case 'delete-route':
      return `Delete the route to ${step.cidr} in ${step.routeTableId}, if it still leads to ${step.connectionId}`;
    case 'delete-connection':
      return `Delete ${step.connectionId} in AWS account ${step.ends.account}, if it is still there`;
    case 'add-mirror':
      return `Make the mirror peering on network ${step.ends.network} in GCP project ${step.ends.project}`;
    case 'remove-mirror':
      return `Remove the mirror peering ${step.name} from network ${step.ends.network} in GCP project ${step.ends.project}`;
  }
}
