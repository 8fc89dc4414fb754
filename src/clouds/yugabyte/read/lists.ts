import type { z } from 'zod';
import type { AllowList, Cluster, Peering, YugabyteVpc } from '../../../core/peering.ts';
import type { YugabyteLog } from '../log.ts';
import { allowListRow } from '../wire/allow-list.ts';
import { clusterRow } from '../wire/cluster.ts';
import { peeringRow } from '../wire/peering.ts';
import { vpcRow } from '../wire/vpc.ts';
import { type List, type PageReading, type Rows, readPages } from './read-pages.ts';
import { notUnderstood } from './understand.ts';

/**
 * The project's lists, every page, live; the same objects where nothing has changed. A row that cannot be understood is left
 * out and reported.
 */
export interface Lists {
  peerings(): Promise<Peering[]>;
  vpcs(): Promise<YugabyteVpc[]>;
  clusters(): Promise<Cluster[]>;
  allowLists(): Promise<AllowList[]>;
  /** Throws instead: the set is read to be replaced, and a row left out would be taken off the cluster. */
  clusterAllowLists(cluster: string): Promise<AllowList[]>;
  /** With the number of rows that were not understood. */
  peeringRows(): Promise<Rows<Peering>>;
  allowListRows(): Promise<Rows<AllowList>>;
}

interface Kind<Row> {
  path: string;
  doing: string;
  row: z.ZodType<Row>;
}

const inProject = '/accounts/{account}/projects/{project}';

const peerings: Kind<Peering> = {
  path: `${inProject}/vpc-peerings`,
  doing: 'Reading the peerings',
  row: peeringRow,
};
const vpcs: Kind<YugabyteVpc> = {
  path: `${inProject}/vpcs`,
  doing: 'Reading the Yugabyte VPCs',
  row: vpcRow,
};
const clusters: Kind<Cluster> = {
  path: `${inProject}/clusters`,
  doing: 'Reading the clusters',
  row: clusterRow,
};
const allowLists: Kind<AllowList> = {
  path: `${inProject}/allow-lists`,
  doing: 'Reading the allow lists',
  row: allowListRow,
};
const clusterAllowLists: Kind<AllowList> = {
  path: `${inProject}/clusters/{cluster}/allow-lists`,
  doing: "Reading the cluster's allow lists",
  row: allowListRow,
};

export function createLists({ log, ...reading }: PageReading & { log: YugabyteLog | undefined }): Lists {
  const reported = new Map<string, number>();

  function understood<Row extends { id: string }>(kind: Kind<Row>): () => Promise<Row[]> {
    let last: List<Row> | undefined;
    return async () => {
      const list = await readPages(reading, kind, kind.row, last);
      if (list.rows.length === 0 && list.unread > 0) throw notUnderstood(kind.doing, list.why ?? '');
      report(kind, list);
      last = list;
      return list.rows;
    };
  }

  /** Says it once, not at every reading. */
  function report<Row>({ path, doing }: Kind<Row>, { unread, why }: Rows<Row>) {
    if ((reported.get(path) ?? 0) === unread) return;
    reported.set(path, unread);
    if (unread > 0) log?.warn({ path, unread, why }, `${doing}: rows were not understood and are left out`);
  }

  return {
    peerings: understood(peerings),
    vpcs: understood(vpcs),
    clusters: understood(clusters),
    allowLists: understood(allowLists),
    async clusterAllowLists(cluster) {
      const {
        rows,
        unread,
        why = '',
      } = await readPages(reading, { ...clusterAllowLists, params: { cluster } }, allowListRow);
      if (unread > 0) throw notUnderstood(clusterAllowLists.doing, why);
      return rows;
    },
    peeringRows: () => readPages(reading, peerings, peeringRow),
    allowListRows: () => readPages(reading, allowLists, allowListRow),
  };
}
