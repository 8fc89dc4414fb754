import { Refusal } from '../http.ts';
import { findAllowList, ruleLimit } from './allow-lists.ts';
import type { AllowListRecord, ClusterRecord, Database } from './database.ts';
import { startTask } from './tasks.ts';
import { timings } from './timings.ts';

export function findCluster(db: Database, id: string): ClusterRecord {
  const cluster = db.clusters.get(id);
  if (!cluster) throw new Refusal(404, `Cluster ${id} not found`);
  return cluster;
}

export function allowListsOf(db: Database, ids: string[]): AllowListRecord[] {
  return ids.flatMap((id) => db.allowLists.get(id) ?? []);
}

/** Replaces the complete set; what was put shows only after a while. Answers the lists that will be in force. */
export function putAllowLists(db: Database, clusterId: string, body: unknown): AllowListRecord[] {
  const cluster = findCluster(db, clusterId);
  if (cluster.row.info.state !== 'ACTIVE') throw new Refusal(409, 'Cluster is not in an active state');
  if (!Array.isArray(body)) throw new Refusal(400, 'the body must be an array of allow list ids');
  const ids = [...new Set(body.map(String))];
  const lists = ids.map((id) => findAllowList(db, id));
  const rules = lists.reduce((sum, list) => sum + list.spec.allow_list.length, 0);
  if (rules > ruleLimit) throw new Refusal(400, `a cluster may have at most ${ruleLimit} allow list entries`);

  cluster.pendingAllowListIds.push(ids);
  db.took('edit-allow-lists');
  const end = startTask(db, 'EDIT_ALLOW_LIST', cluster.id);
  db.later(timings.allowListsApplied, () => {
    cluster.pendingAllowListIds.shift();
    cluster.allowListIds = ids;
    end('SUCCEEDED');
  });
  return lists;
}

/** The wire shape of GET …/nodes. */
export function showNodes(cluster: ClusterRecord) {
  return cluster.nodes.map((node, index) => ({
    name: node.name,
    is_node_up: true,
    is_master: index === 0,
    is_tserver: true,
    is_read_replica: false,
    metrics: {
      memory_used_bytes: 28_606_464,
      total_sst_file_size_bytes: 0,
      uncompressed_sst_file_size_bytes: 0,
      read_ops_per_sec: 0,
      write_ops_per_sec: 0,
    },
    cloud_info: { region: node.region, zone: node.zone },
  }));
}
