import { Refusal } from '../http.ts';
import { parseIpv4 } from '../ipv4.ts';
import { fields, requireText } from './body.ts';
import type { AllowListRecord, Database } from './database.ts';
import type { AllowListRow } from './rows.ts';

export const ruleLimit = 100;

export function showAllowList(db: Database, list: AllowListRecord): AllowListRow {
  const clusters = [...db.clusters.values()].filter((cluster) => cluster.allowListIds.includes(list.id));
  return {
    spec: list.spec,
    info: {
      id: list.id,
      project_id: db.account.projectId,
      cluster_ids: clusters.map((cluster) => cluster.id),
      cluster_list: clusters.map((cluster) => ({ id: cluster.id, name: cluster.row.spec.name })),
      peering_id: list.peeringId,
      api_key_list: [],
    },
  };
}

export function findAllowList(db: Database, id: string): AllowListRecord {
  const list = db.allowLists.get(id);
  if (!list) throw new Refusal(404, `Network allow list ${id} not found`);
  return list;
}

export function createAllowList(db: Database, body: unknown): AllowListRecord {
  const spec = fields(body);
  const name = requireText(spec, 'name');
  const description = typeof spec.description === 'string' ? spec.description : '';
  const entries: unknown[] = Array.isArray(spec.allow_list) ? spec.allow_list : [];
  if (entries.length === 0) throw new Refusal(400, 'allow_list must have at least one entry');
  if (entries.length > ruleLimit)
    throw new Refusal(400, `an allow list may have at most ${ruleLimit} entries`);
  const list = {
    id: db.ids.uuid(),
    spec: { name, description, allow_list: entries.map(readEntry) },
    peeringId: null,
  };
  db.allowLists.set(list.id, list);
  db.took('create-allow-list');
  return list;
}

export function deleteAllowList(db: Database, id: string) {
  const list = findAllowList(db, id);
  const used = [...db.clusters.values()].some(
    (cluster) =>
      cluster.allowListIds.includes(id) || cluster.pendingAllowListIds.some((set) => set.includes(id)),
  );
  if (used) throw new Refusal(409, `Network allow list ${list.spec.name} is assigned to a cluster`);
  db.allowLists.delete(id);
  db.took('delete-allow-list');
}

function readEntry(entry: unknown): string {
  if (typeof entry !== 'string' || !parseIpv4(entry))
    throw new Refusal(400, `${String(entry)} is neither an IP address nor a CIDR`);
  return entry;
}
