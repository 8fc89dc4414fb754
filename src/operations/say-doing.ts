import type { PlanStep } from '../core/plan/plan.ts';
import { sayCloud } from '../core/say-cloud.ts';
import type { OperationDocument } from './operation-document.ts';

/** What is being done, to follow "Step 2 of 3: ". */
export function sayDoing(step: PlanStep, { subject }: Pick<OperationDocument, 'subject'>): string {
  switch (step.do) {
    case 'request-peering':
      return 'requesting the peering from Yugabyte';
    case 'await-active':
      return `waiting until ${sayCloud(subject.spec.application)} joins`;
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
  }
}
