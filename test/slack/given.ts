import type { Approval } from '../../src/core/approval.ts';
import type { Finding, HandOver, Link, Verdict } from '../../src/core/chain/link.ts';
import type { Cluster, Peering, YugabyteVpc } from '../../src/core/peering.ts';
import type { Plan } from '../../src/core/plan/plan.ts';
import type { CardView } from '../../src/core/ports.ts';
import type {
  HistoryEvent,
  Listing,
  PeeringDetails,
  PeeringRow,
  ShownPlan,
} from '../../src/operations/api.ts';

export const NOW = Date.UTC(2026, 0, 15, 12);
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export const fresh = { at: NOW, old: false };

export const awsVpc: YugabyteVpc = {
  id: 'yb-vpc-1',
  name: 'prod-vpc',
  provider: 'AWS',
  state: 'ACTIVE',
  regions: [{ region: 'us-west-2', cidr: '10.1.0.0/24' }],
  clusterIds: ['cluster-1'],
  cloudProject: '444455556666',
  externalVpcId: 'vpc-0123456789abcdef0',
};

export const gcpVpc: YugabyteVpc = {
  id: 'yb-vpc-2',
  name: 'search-vpc',
  provider: 'GCP',
  state: 'ACTIVE',
  parentCidr: '10.10.0.0/16',
  regions: [{ region: 'us-west1', cidr: '10.10.4.0/22' }],
  clusterIds: [],
  cloudProject: 'yugabyte-project',
  externalVpcId: 'yb-network-1',
};

export const azureVpc: YugabyteVpc = {
  id: 'yb-vpc-3',
  name: 'azure-vpc',
  provider: 'AZURE',
  state: 'ACTIVE',
  regions: [{ region: 'westus3' }],
  clusterIds: [],
};

export const awsPeering: Peering = {
  id: 'peering-1',
  name: 'orders-web',
  state: 'PENDING',
  yugabyteVpcId: 'yb-vpc-1',
  yugabyteVpcName: 'prod-vpc',
  application: {
    provider: 'AWS',
    cloudProject: '111122223333',
    externalVpcId: 'vpc-0a1b2c3d4e5f60718',
    region: 'us-west-2',
    cidr: '10.0.0.0/16',
  },
};

export const gcpPeering: Peering = {
  ...awsPeering,
  id: 'peering-2',
  name: 'search-app',
  yugabyteVpcId: 'yb-vpc-2',
  yugabyteVpcName: 'search-vpc',
  application: { provider: 'GCP', cloudProject: 'my-project', externalVpcId: 'app-network' },
};

export const cluster: Cluster = {
  id: 'cluster-1',
  name: 'orders-db',
  state: 'ACTIVE',
  tier: 'PAID',
  yugabyteVpcIds: ['yb-vpc-1'],
  regions: ['us-west-2'],
  endpoints: [],
};

export const handOver: HandOver = {
  kind: 'hand-over',
  title: 'Accept it in AWS account 111122223333, region us-west-2',
  sections: [
    {
      title: 'Accept the request',
      console: {
        label: 'Peering connections in us-west-2',
        url: 'https://us-west-2.console.aws.amazon.com/vpcconsole/home?region=us-west-2#PeeringConnections:',
        clicks: 'Select the one from 444455556666 > Actions > Accept request.',
      },
      cli: [
        'PCX=$(aws ec2 describe-vpc-peering-connections --query "x < y && z")',
        'aws ec2 accept-vpc-peering-connection',
      ],
      terraform: 'resource "aws_vpc_peering_connection_accepter" "orders_web" {\n  auto_accept = true\n}',
    },
    {
      title: 'Add the routes',
      console: {
        label: 'Route tables',
        url: 'https://us-west-2.console.aws.amazon.com/vpcconsole/home',
        clicks: 'Edit routes.',
      },
      cli: ['aws ec2 create-route'],
    },
  ],
};

const accepting: Finding = {
  rule: 'accepted.pending-aws',
  sentence:
    'Somebody with rights in AWS account 111122223333 has to accept the request; 5 days left before AWS drops it.',
  owner: { kind: 'application', provider: 'AWS', cloudProject: '111122223333' },
  deadline: {
    at: NOW + 5 * DAY,
    certainty: 'exact',
    meaning: 'AWS drops the request; it must be created again then.',
  },
  nextStep: handOver,
};

const gap: Finding = {
  rule: 'allowed.not-covered',
  sentence: 'Cluster orders-db does not let 10.0.0.0/16 in.',
  owner: { kind: 'operators' },
  nextStep: { kind: 'bot', fix: 'allow-access', label: 'Let 10.0.0.0/16 in' },
};

const link = (name: Link['name'], status: Link['status'], findings: Finding[] = []): Link => ({
  name,
  status,
  sentence: findings[0]?.sentence ?? `${name} is ${status}.`,
  findings,
});

const verdict = (
  links: Link[],
  rest: Pick<Verdict, 'flows' | 'sentence'> & { notRead?: string },
): Verdict => {
  const firstBroken = links.find(({ status }) => status !== 'ok');
  return { links, ...rest, ...(firstBroken && { firstBroken }) };
};

export const pendingVerdict = verdict(
  [link('requested', 'ok'), link('accepted', 'waiting', [accepting]), link('allowed', 'unknown')],
  {
    flows: 'not-yet',
    sentence: 'Not yet: the request has to be accepted.',
  },
);

export const gapVerdict = verdict(
  [link('requested', 'ok'), link('accepted', 'ok'), link('allowed', 'broken', [gap])],
  {
    flows: 'no',
    sentence: 'No: a cluster does not let the application in.',
    notRead: 'Routes and DNS at AWS were not read.',
  },
);

export const flowingVerdict = verdict(
  [link('requested', 'ok'), link('accepted', 'ok'), link('allowed', 'ok')],
  {
    flows: 'as-far-as-seen',
    sentence: 'As far as can be seen, traffic can flow.',
    notRead: 'Routes and DNS at AWS were not read.',
  },
);

export const fix = { kind: 'bot', fix: 'allow-access', label: 'Let 10.0.0.0/16 in' } as const;

export function row(more: Partial<PeeringRow> = {}): PeeringRow {
  return {
    id: 'peering-1',
    name: 'orders-web',
    provider: 'AWS',
    externalVpcId: 'vpc-0a1b2c3d4e5f60718',
    yugabyteVpcName: 'prod-vpc',
    state: 'PENDING',
    sentence: 'Pending: waiting to be accepted in AWS account 111122223333, 5 days left',
    terminable: true,
    ...more,
  };
}

export const rowsOf = (count: number): PeeringRow[] =>
  Array.from({ length: count }, (_, index) => row({ id: `peering-${index}`, name: `orders-${index}` }));

export function listing(rows: PeeringRow[], more: Partial<Listing> = {}): Listing {
  return {
    freshness: fresh,
    rows,
    total: rows.length,
    states: ['ACTIVE', 'PENDING', 'SOMETHING_NEW'],
    providers: ['AWS', 'GCP'],
    ...more,
  };
}

export function details(more: Partial<PeeringDetails> = {}): PeeringDetails {
  return {
    freshness: fresh,
    peering: awsPeering,
    yugabyteVpc: awsVpc,
    clusters: [{ cluster, letIn: undefined, allowLists: [] }],
    verdict: pendingVerdict,
    fixes: [],
    terminable: true,
    ...more,
  };
}

export function card(more: Partial<CardView> = {}): CardView {
  const { id, state, yugabyteVpcName, ...spec } = awsPeering;
  return {
    cardId: 'card-1',
    version: 'v1',
    peeringName: spec.name,
    peeringId: id,
    spec,
    yugabyteVpcName,
    state,
    origin: 'made',
    requestedBy: 'U0OPERATOR',
    requestedAt: NOW,
    verdict: pendingVerdict,
    fixes: [],
    terminable: true,
    ...more,
  };
}

export const shown = (plan: Plan): ShownPlan => ({ plan, digest: `digest-${plan.kind}`, shownAt: NOW });

const { id: _id, state: _state, yugabyteVpcName: _name, ...spec } = awsPeering;

export const createPlan: Plan = {
  kind: 'create',
  peeringName: 'orders-web',
  steps: [
    { do: 'request-peering', spec },
    { do: 'await-active' },
    {
      do: 'ensure-allow-list',
      name: 'peering-orders-web',
      description: 'Peering Bot: application VPC of peering orders-web',
      entries: ['10.0.0.0/16'],
    },
    {
      do: 'assign-allow-list',
      listName: 'peering-orders-web',
      clusterId: 'cluster-1',
      clusterName: 'orders-db',
    },
  ],
  consequences: ['Somebody with rights in AWS account 111122223333 has 7 days to accept.'],
  warnings: ['The regions differ: traffic between regions costs more.'],
};

export const allowPlan: Plan = {
  kind: 'allow-access',
  peeringName: 'orders-web',
  peeringId: 'peering-1',
  basedOnState: 'ACTIVE',
  steps: createPlan.steps.slice(2),
  consequences: ['Everything in 10.0.0.0/16 can reach orders-db.'],
  warnings: [],
};

export const terminatePlan = (withdraw: boolean): Plan => ({
  kind: 'terminate',
  peeringName: 'orders-web',
  peeringId: 'peering-1',
  basedOnState: 'PENDING',
  steps: [
    ...(withdraw
      ? ([
          {
            do: 'unassign-allow-list',
            listId: 'list-1',
            listName: 'peering-orders-web',
            clusterId: 'cluster-1',
            clusterName: 'orders-db',
          },
          { do: 'delete-allow-list', listId: 'list-1', listName: 'peering-orders-web' },
        ] as const)
      : []),
    { do: 'terminate-peering', peeringId: 'peering-1', peeringName: 'orders-web' },
    { do: 'await-gone', peeringId: 'peering-1' },
  ],
  consequences: [
    'Applications in vpc-0a1b2c3d4e5f60718 lose cluster orders-db.',
    'Routes stay in AWS account 111122223333.',
  ],
  warnings: [],
});

/** One an hour up to `NOW`, numbered from 1. */
export const eventsOf = (count: number): HistoryEvent[] =>
  Array.from({ length: count }, (_, index) => ({
    at: NOW - (count - 1 - index) * HOUR,
    kind: 'news',
    sentence: `Event ${index + 1}.`,
  }));

export function approval(more: Partial<Approval> = {}): Approval {
  return {
    id: 'approval-1',
    plan: terminatePlan(false),
    requestedBy: 'U0OPERATOR',
    requestedAt: NOW,
    expiresAt: NOW + DAY,
    approvers: ['U0APPROVER', 'S0PLATFORM'],
    ...more,
  };
}
