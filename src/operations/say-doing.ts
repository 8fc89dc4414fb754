import { linksSeenTo } from '../core/plan/links-seen-to.ts';
import type { PlanStep } from '../core/plan/plan.ts';
import { sayCloud } from '../core/say-cloud.ts';
import type { OperationDocument } from './operation-document.ts';

/** What is being done, to follow "Step 2 of 3: ". */
export function sayDoing(
  step: PlanStep,
  { plan, subject }: Pick<OperationDocument, 'plan' | 'subject'>,
): string {
  switch (step.do) {
    case 'request-peering':
      return 'requesting the peering from Yugabyte';
    case 'await-active':
      return linksSeenTo(plan.steps).includes('accepted')
        ? 'waiting until Yugabyte shows it ACTIVE'
        : `waiting until ${sayCloud(subject.spec.application)} joins`;
    case 'ensure-allow-list':
      return `making the allow list ${step.name}`;
    case 'assign-allow-list':
      return `putting the allow list on ${step.clusterName}`;
    case 'unassign-allow-list':
      return `taking the allow list ${step.listName} off ${step.clusterName}`;
    case 'delete-allow-list':
      return `deleting the allow list ${step.listName}`;
    case 'terminate-peering':
      return 'asking Yugabyte to terminate the peering';
    case 'await-gone':
      return 'waiting until Yugabyte has deleted it';
    case 'await-flow':
      return 'seeing whether traffic can flow';
    case 'turn-on-dns':
      return `turning on DNS ${step.attribute === 'support' ? 'resolution' : 'hostnames'} for ${step.ends.vpcId}`;
    case 'await-request':
      return `waiting until the request arrives in ${sayCloud(subject.spec.application)}`;
    case 'accept-request':
      return `accepting the request in ${sayCloud(subject.spec.application)}`;
    case 'add-route':
      return `routing ${step.cidr} to the peering in ${step.routeTableId}`;
    case 'allow-remote-dns':
      return "letting Yugabyte's side resolve names of the application VPC";
    case 'delete-route':
      return `deleting the route to ${step.cidr} in ${step.routeTableId}`;
    case 'delete-connection':
      return `deleting ${step.connectionId}`;
    case 'add-mirror':
      return `making the mirror peering in ${sayCloud(subject.spec.application)}`;
    case 'remove-mirror':
      return `removing the mirror peering ${step.name}`;
  }
}
