import { applicationNetworks } from '../core/application-networks.ts';
import { clustersBehind, coverage } from '../core/chain/coverage.ts';
import { judge } from '../core/chain/judge.ts';
import type { Cluster, Observation, Peering } from '../core/peering.ts';
import { yugabyteVpcOf } from '../core/yugabyte-vpc-of.ts';
import type { AlertBook } from './alert-book.ts';
import type { PeeringDetails } from './api.ts';
import { cardAlert } from './card-alert.ts';
import { fixesOf, isTerminable } from './draw-card.ts';
import { freshness } from './freshness.ts';
import type { Journal } from './journal.ts';
import type { KnowledgeSource } from './knowledge.ts';
import type { Progress } from './progress.ts';

interface DetailsParts {
  knowledge: KnowledgeSource;
  journal: Journal;
  progress: Progress;
  alerts: Pick<AlertBook, 'spokenOf'>;
}

export function peeringDetails(
  peering: Peering,
  observation: Observation,
  { knowledge, journal, progress, alerts }: DetailsParts,
): PeeringDetails {
  const known = knowledge.of(peering);
  const verdict = judge(peering, observation, known);
  const yugabyteVpc = yugabyteVpcOf(peering, observation);
  const alert = cardAlert(alerts.spokenOf(peering.id));
  const running = journal.runningOn(peering.name).find(({ peeringId }) => peeringId === peering.id);
  return {
    freshness: freshness(observation, known.now),
    peering,
    ...(yugabyteVpc.ok && { yugabyteVpc: yugabyteVpc.value }),
    clusters: clustersBehind(peering, observation).map((cluster) => access(cluster, peering, observation)),
    verdict,
    fixes: running ? [] : fixesOf(verdict),
    terminable: isTerminable(peering.state),
    ...(alert && { alert }),
    ...(running && { running: { ...progress.of(running), by: running.by.userId } }),
  };
}

function access(
  cluster: Cluster,
  peering: Peering,
  observation: Observation,
): PeeringDetails['clusters'][number] {
  const { allowLists } = observation;
  if (!allowLists.ok) return { cluster, letIn: undefined, allowLists: [] };
  const networks = applicationNetworks(peering, observation);
  const names = coverage(cluster, '0.0.0.0/0', allowLists.value).assigned.map(({ name }) => name);
  const covers = (network: string) => coverage(cluster, network, allowLists.value).covered;
  // Which networks the application has is not known, so only "everything" is sure to hold them.
  const letIn = networks.length > 0 ? networks.every(covers) : covers('0.0.0.0/0') || undefined;
  return { cluster, letIn, allowLists: names };
}
