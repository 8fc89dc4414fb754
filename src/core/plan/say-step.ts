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
  }
}
