import { snoozeUntil } from '../../src/core/alerts/snooze-until.ts';
import { PeeringBotError } from '../../src/core/errors.ts';
import { findByName } from '../../src/core/find-by-name.ts';
import type { Peering, YugabyteVpc } from '../../src/core/peering.ts';
import type { OpenedHome, Operations } from '../../src/operations/api.ts';
import {
  allowPlan,
  approval,
  awsPeering,
  awsVpc,
  card,
  createPlan,
  details,
  eventsOf,
  fresh,
  gcpPeering,
  gcpVpc,
  listing,
  NOW,
  row,
  shown,
  terminatePlan,
} from './given.ts';

export interface FakeOperations extends Operations {
  /** Every call with its arguments, in order. */
  calls: { name: string; args: unknown[] }[];
  called(name: keyof Operations): unknown[][];
}

export interface FakeWorld {
  peerings: Peering[];
  vpcs: { vpc: YugabyteVpc; notPeerable?: string }[];
  warm: boolean;
}

/** Operations in memory: answers as the tests set them, `more` takes the place of single ones. */
export function fakeOperations(
  world: Partial<FakeWorld> = {},
  more: Partial<Operations> = {},
): FakeOperations {
  const {
    peerings = [awsPeering, gcpPeering],
    vpcs = [{ vpc: awsVpc }, { vpc: gcpVpc }],
    warm = true,
  } = world;
  const calls: FakeOperations['calls'] = [];
  let opened: OpenedHome[] = [];
  const rows = () =>
    peerings.map(({ id, name, state, application }) =>
      row({ id, name, state, provider: application.provider, externalVpcId: application.externalVpcId }),
    );

  const operations: Operations = {
    overview: () => ({
      freshness: fresh,
      total: peerings.length,
      byState: [{ state: 'PENDING', count: peerings.length }],
      attention: rows().slice(0, 1),
    }),
    ready: async () => {},
    isWarm: () => warm,
    list: async (filter = {}) => {
      const found = rows().filter(
        (one) =>
          JSON.stringify(one).includes(filter.search ?? '') &&
          (!filter.state || one.state === filter.state) &&
          (!filter.provider || one.provider === filter.provider),
      );
      return listing(found, { total: peerings.length });
    },
    findByName: async (name) => findByName(name, peerings),
    history: async (of) => {
      const found = 'name' in of ? findByName(of.name, peerings) : undefined;
      const peering =
        found?.found === 'one'
          ? found.peering
          : peerings.find(({ id }) => 'peeringId' in of && id === of.peeringId);
      if (peering)
        return { found: 'one', history: { name: peering.name, peering, gone: false, events: eventsOf(3) } };
      return found && found.found !== 'one' ? found : { found: 'none' };
    },
    offers: async () => ({ vpcs: [], cidrs: [] }),
    exportAsCode: async () => ({
      name: 'orders-web',
      code: {
        terraform: [{ title: 'Terraform: Yugabyte', text: 'resource "ybm_vpc_peering" "orders_web" {}' }],
        commands: [{ title: 'Command line: Yugabyte', text: 'ybm vpc peering create --name orders-web' }],
        notes: ['ybm_vpc_peering cannot be imported.'],
      },
    }),
    details: async (id) => {
      const peering = peerings.find((one) => one.id === id);
      if (!peering) throw new PeeringBotError('peering-gone', 'Yugabyte no longer has this peering.');
      return details({ peering });
    },
    createChoices: async () => vpcs,
    suggestName: async (vpcId) => `name-for-${vpcId}`,
    checkCreate: async (form, only) =>
      (only ?? ['cidr']).includes('cidr') && form.cidr === '10.0.0.5/16'
        ? [{ field: 'cidr', sentence: '10.0.0.5/16 has host bits set.', suggestion: '10.0.0.0/16' }]
        : [],
    plan: async (intent) => {
      if (intent.kind === 'create') return { planned: true, ...shown(createPlan) };
      if (intent.kind === 'request-again') return { planned: false, sentence: 'It is not expired.' };
      if (intent.kind === 'allow-access') return { planned: true, ...shown(allowPlan) };
      if (intent.kind === 'complete') return { planned: false, sentence: 'Nothing is missing.' };
      return { planned: true, ...shown(terminatePlan(intent.withdrawAccess)) };
    },
    confirm: async ({ intent }) => ({
      started: true,
      operationId: 'operation-1',
      peeringName: intent.kind === 'create' ? intent.form.name : 'orders-web',
      again: false,
    }),
    refused: async () => {},
    approval: async (id) => (id === 'approval-1' ? approval() : undefined),
    decide: async (_id, decision) => ({
      decided: true,
      approval: approval({
        decision: { outcome: decision.do === 'approve' ? 'approved' : 'declined', by: 'U0APPROVER', at: NOW },
      }),
    }),
    operation: async () => undefined,
    cardView: async (id) => (id === 'card-1' ? card() : undefined),
    refreshCard: async () => {},
    answerReminder: async () => true,
    snoozeUntil: (choice) => snoozeUntil(choice, NOW, 'UTC'),
    timezone: () => 'UTC',
    whyReminded: async () => [
      { sentence: 'It waits.', words: 'Rule pending holds.', setting: 'PEERING_REMIND_EVERY' },
    ],
    home: async () => ({
      toDecide: [],
      asked: [],
      peerings: {
        ok: true,
        value: {
          freshness: fresh,
          total: peerings.length,
          byState: [{ state: 'PENDING', count: peerings.length }],
          myTurn: [],
          requesting: [],
          mine: rows(),
        },
      },
      stages: [],
      mayCreate: true,
      readOnly: false,
    }),
    openedHomes: async () => opened,
    keepHome: async (home) => {
      opened = [home, ...opened.filter(({ userId }) => userId !== home.userId)];
    },
    onChange: () => () => {},
    observation: () => ({
      at: NOW,
      peerings,
      vpcs: { ok: true, value: vpcs.map(({ vpc }) => vpc) },
      clusters: { ok: true, value: [] },
      allowLists: { ok: true, value: [] },
    }),
    resume: async () => {},
    stop: async () => {},
    undelivered: () => [],
    ...more,
  };

  const recorded = Object.fromEntries(
    Object.entries(operations).map(([name, work]) => [
      name,
      (...args: unknown[]) => {
        calls.push({ name, args });
        return (work as (...given: unknown[]) => unknown)(...args);
      },
    ]),
  ) as unknown as Operations;
  return {
    ...recorded,
    calls,
    called: (name) => calls.flatMap((call) => (call.name === name ? [call.args] : [])),
  };
}
