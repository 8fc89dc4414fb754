import type { CodeExport } from '../../../src/core/export/export-as-code.ts';
import type { Observation, Peering } from '../../../src/core/peering.ts';
import { awsFacts, connection, gcpFacts, local, lookedAt, mirror, saw, table } from '../cloud/given.ts';
import { allowList, awsVpc, cluster, gcpVpc } from '../given.ts';

export interface Exported {
  peering: Peering;
  observation: Observation;
}

/** Two clusters behind the peering, with a list that lets the application in on one of them, and two that do not. */
function withLists({ peering, observation }: Exported, entries: string[]): Exported {
  const behind = { yugabyteVpcIds: [peering.yugabyteVpcId] };
  return {
    peering,
    observation: {
      ...observation,
      clusters: { ok: true, value: [cluster('orders', behind), cluster('spare', behind)] },
      allowLists: {
        ok: true,
        value: [
          allowList('peering-shop', entries, ['orders'], { description: 'Lets shop in' }),
          allowList('office', ['192.0.2.0/24'], ['orders']),
          allowList('elsewhere', entries, ['of-others']),
        ],
      },
    },
  };
}

/** With a route in two of three tables. */
export const active = (more: Parameters<typeof lookedAt>[1] = {}): Exported =>
  withLists(
    lookedAt(
      awsFacts({
        routeTables: saw([
          table('rtb-0aaaaaaaaaaaaaaa1', { isMain: true }),
          table('rtb-0aaaaaaaaaaaaaaa2', { subnetIds: ['subnet-a'] }),
          table('rtb-0aaaaaaaaaaaaaaa3', { subnetIds: ['subnet-b'], routes: [local] }),
        ]),
      }),
      more,
    ),
    ['10.0.0.0/16', '10.9.0.0/24'],
  );

export const pending = (more: Parameters<typeof lookedAt>[1] = {}): Exported =>
  lookedAt(
    awsFacts({
      connection: saw(connection({ status: 'pending-acceptance' })),
      routeTables: saw([table('rtb-0aaaaaaaaaaaaaaa1', { isMain: true, routes: [local] })]),
    }),
    { state: 'PENDING', ...more },
  );

/** Nobody looks into AWS. */
export const unseen = (more: Parameters<typeof lookedAt>[1] = {}): Exported => {
  const { peering, observation } = lookedAt(awsFacts(), more);
  return { peering, observation: { ...observation, clouds: new Map() } };
};

export const inGcp = (more: Parameters<typeof lookedAt>[1] = {}): Exported =>
  withLists(lookedAt(gcpFacts(), more), ['10.20.0.0/20']);

export const withoutMirror = (): Exported =>
  lookedAt(
    gcpFacts({
      network: saw({ project: 'my-project', name: 'app-network', auto: false, legacy: false, peerings: [] }),
    }),
    { state: 'PENDING' },
  );

/** Everything that can hold text from people holds this. */
export function hostile(text: string, provider: 'AWS' | 'GCP'): Exported {
  const application = { cloudProject: text || 'p', externalVpcId: text || 'v', cidr: text };
  const more = { name: text, yugabyteVpcName: text };
  const made =
    provider === 'AWS'
      ? active({ ...more, application: { provider, region: text || 'r', ...application } })
      : inGcp({ ...more, application: { provider, ...application } });
  const ids = { name: text, cloudProject: text || 'p', externalVpcId: text || 'v' };
  const { observation } = made;
  return {
    peering: made.peering,
    observation: {
      ...observation,
      vpcs: { ok: true, value: [awsVpc(ids), gcpVpc(ids)] },
      clusters: {
        ok: true,
        value: [{ ...cluster('orders', { yugabyteVpcIds: [made.peering.yugabyteVpcId] }), name: text }],
      },
      allowLists: {
        ok: true,
        value: [allowList(text, ['10.0.0.0/16', '10.20.0.0/20'], ['orders'], { description: text })],
      },
    },
  };
}

/** A mirror that somebody has given this name to. */
export const mirrorCalled = (name: string): Exported =>
  lookedAt(
    gcpFacts({
      network: saw({
        project: 'my-project',
        name: 'app-network',
        auto: false,
        legacy: false,
        peerings: [{ ...mirror, name }],
      }),
    }),
  );

export const hcl = ({ terraform }: CodeExport): string =>
  `${terraform.map(({ text }) => text).join('\n\n')}\n`;
export const shellLines = ({ commands }: CodeExport): string =>
  `${commands.map(({ text }) => text).join('\n')}\n`;
