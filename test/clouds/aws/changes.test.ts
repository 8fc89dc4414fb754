import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AwsChange, AwsNetwork } from '../../../src/core/cloud/aws-network.ts';
import { failure } from '../yugabyte/connect.ts';
import { connect } from './connect.ts';
import { type Ec2, error, hang, html, startEc2, stsError, type Trouble } from './ec2.ts';
import * as rows from './rows.ts';

const { account, region, connectionId, ends, routeTableId, vpcId, yugabyteCidr: cidr } = rows;
const where = `AWS account ${account}, ${region}`;
const otherId = 'pcx-0eeeeeeeeeeeeeeee';

let ec2: Ec2;
let aws: AwsNetwork;
beforeEach(async () => {
  ec2 = await startEc2();
  aws = connect(ec2.url);
  showConnection({});
  showRoutes();
});
afterEach(async () => {
  aws.stop();
  await ec2.stop();
});

/** What EC2 shows when asked for a connection; filters as EC2 does. */
function showConnections(...all: Parameters<typeof rows.connectionRow>[0][]) {
  ec2.answers.DescribeVpcPeeringConnections = ({ params }) =>
    rows.connections(
      ...all
        .filter((one) => (one?.id ?? connectionId) === params['Filter.1.Value.1'])
        .map((one) => rows.connectionRow(one)),
    );
}
const showConnection = (one: Parameters<typeof rows.connectionRow>[0]) => showConnections(one);
const showRoutes = (...routes: string[]) => {
  ec2.answers.DescribeRouteTables = rows.routeTables(rows.routeTableRow({ routes }));
};

const accept: AwsChange = { change: 'accept', connectionId };
const createRoute: AwsChange = { change: 'create-route', routeTableId, cidr, connectionId };
const replaceRoute: AwsChange = { ...createRoute, change: 'replace-route' };
const deleteRoute: AwsChange = { ...createRoute, change: 'delete-route' };
const allowRemoteDns: AwsChange = { change: 'allow-remote-dns', connectionId };
const deleteConnection: AwsChange = { change: 'delete-connection', connectionId };
const hostnames: AwsChange = { change: 'turn-on-dns', attribute: 'hostnames' };
const every = [accept, createRoute, replaceRoute, deleteRoute, allowRemoteDns, deleteConnection, hostnames];

const apply = (change: AwsChange) => aws.apply(ends, change);
const refused = (change: AwsChange) => failure(apply(change));
const sent = () =>
  ec2.changes().map(({ action, params: { Action, Version, ...params } }) => ({ action, ...params }));

describe('each change is one call', () => {
  test('accept', async () => {
    await apply(accept);
    expect(sent()).toEqual([{ action: 'AcceptVpcPeeringConnection', VpcPeeringConnectionId: connectionId }]);
  });

  test('create a route', async () => {
    await apply(createRoute);
    expect(sent()).toEqual([
      {
        action: 'CreateRoute',
        RouteTableId: routeTableId,
        DestinationCidrBlock: cidr,
        VpcPeeringConnectionId: connectionId,
      },
    ]);
  });

  test('replace a route that leads nowhere', async () => {
    showRoutes(rows.routeRow(cidr, otherId, 'blackhole'));
    await apply(replaceRoute);
    expect(sent()).toEqual([
      {
        action: 'ReplaceRoute',
        RouteTableId: routeTableId,
        DestinationCidrBlock: cidr,
        VpcPeeringConnectionId: connectionId,
      },
    ]);
  });

  test('delete a route, also when its connection is long gone', async () => {
    showConnections();
    showRoutes(rows.routeRow(cidr, connectionId, 'blackhole'));
    await apply(deleteRoute);
    expect(sent()).toEqual([
      { action: 'DeleteRoute', RouteTableId: routeTableId, DestinationCidrBlock: cidr },
    ]);
  });

  test('let the other side resolve names', async () => {
    showConnection({ status: 'active', accepterDns: 'false' });
    await apply(allowRemoteDns);
    expect(sent()).toEqual([
      {
        action: 'ModifyVpcPeeringConnectionOptions',
        VpcPeeringConnectionId: connectionId,
        'AccepterPeeringConnectionOptions.AllowDnsResolutionFromRemoteVpc': 'true',
      },
    ]);
  });

  test('delete the connection', async () => {
    showConnection({ status: 'active' });
    await apply(deleteConnection);
    expect(sent()).toEqual([{ action: 'DeleteVpcPeeringConnection', VpcPeeringConnectionId: connectionId }]);
  });

  test('turn on DNS, one attribute at a time', async () => {
    await apply({ change: 'turn-on-dns', attribute: 'support' });
    await apply(hostnames);
    expect(sent()).toEqual([
      { action: 'ModifyVpcAttribute', VpcId: vpcId, 'EnableDnsSupport.Value': 'true' },
      { action: 'ModifyVpcAttribute', VpcId: vpcId, 'EnableDnsHostnames.Value': 'true' },
    ]);
  });
});

describe('what is made already is success, and nothing is sent', () => {
  test.each(['provisioning', 'active'])('a connection that is %s', async (status) => {
    showConnection({ status });
    await apply(accept);
    expect(sent()).toEqual([]);
  });

  test('a route that is there, however its network is written', async () => {
    showRoutes(rows.routeRow(cidr, connectionId));
    await aws.apply(ends, { ...createRoute, cidr: '10.9.3.0/16' });
    await apply(replaceRoute);
    expect(sent()).toEqual([]);
  });

  test('a route, or its table, that is gone', async () => {
    await apply(deleteRoute);
    ec2.answers.DescribeRouteTables = rows.routeTables();
    await apply(deleteRoute);
    expect(sent()).toEqual([]);
  });

  test.each(['deleting', 'deleted', 'rejected', 'expired', 'failed'])(
    'a connection to delete that is %s',
    async (status) => {
      showConnection({ status });
      await apply(deleteConnection);
      expect(sent()).toEqual([]);
    },
  );

  test('a connection to delete that EC2 no longer shows', async () => {
    showConnections();
    await apply(deleteConnection);
    expect(sent()).toEqual([]);
  });

  test('names that the other side may resolve', async () => {
    showConnection({ status: 'active', accepterDns: 'true' });
    await apply(allowRemoteDns);
    expect(sent()).toEqual([]);
  });
});

describe('a change whose answer was lost is found to be made', () => {
  /** The effect happens, and the call fails as the second of two does. */
  const meanwhile =
    (effect: () => void, code: string): Trouble =>
    (response) => {
      effect();
      error(400, code)(response);
    };

  test('accepted', async () => {
    ec2.trouble(
      'AcceptVpcPeeringConnection',
      meanwhile(() => showConnection({ status: 'active' }), 'InvalidStateTransition'),
    );
    await apply(accept);
    expect(ec2.count('AcceptVpcPeeringConnection')).toBe(1);
  });

  test('a route', async () => {
    ec2.trouble(
      'CreateRoute',
      meanwhile(() => showRoutes(rows.routeRow(cidr, connectionId)), 'RouteAlreadyExists'),
    );
    await apply(createRoute);
  });

  test('a route that was deleted', async () => {
    showRoutes(rows.routeRow(cidr, connectionId));
    ec2.trouble(
      'DeleteRoute',
      meanwhile(() => showRoutes(), 'InvalidRoute.NotFound'),
    );
    await apply(deleteRoute);
  });

  test('a connection that was deleted, in either spelling of the code', async () => {
    for (const code of ['InvalidVpcPeeringConnectionID.NotFound', 'InvalidVpcPeeringConnectionId.NotFound']) {
      showConnection({ status: 'active' });
      ec2.trouble(
        'DeleteVpcPeeringConnection',
        meanwhile(() => showConnections(), code),
        1,
      );
      await apply(deleteConnection);
    }
  });

  test('what comes after a fault of AWS itself', async () => {
    ec2.trouble('AcceptVpcPeeringConnection', error(500, 'InternalError'), 1);
    await apply(accept);
    expect(ec2.count('AcceptVpcPeeringConnection')).toBe(2);
  });
});

describe('a request of somebody else is never acted on', () => {
  const others = [
    { requesterOwner: '666677778888' },
    { requesterVpc: 'vpc-0eeeeeeeeeeeeeeee' },
    { accepterOwner: '666677778888' },
    { accepterVpc: 'vpc-0eeeeeeeeeeeeeeee' },
  ];
  test.each([accept, createRoute, replaceRoute, allowRemoteDns, deleteConnection])(
    '$change',
    async (change) => {
      for (const other of others) {
        showConnection({ status: change === accept ? 'pending-acceptance' : 'active', ...other });
        showRoutes(...(change === replaceRoute ? [rows.routeRow(cidr, otherId, 'blackhole')] : []));
        const { code, message } = await refused(change);
        expect(code).toBe('rejected');
        expect(message).toContain('not this peering: it is left alone.');
        expect(message).toContain(Object.values(other)[0]);
      }
      expect(sent()).toEqual([]);
    },
  );

  test.each([createRoute, replaceRoute, deleteRoute])(
    '$change in the table of another VPC',
    async (change) => {
      ec2.answers.DescribeRouteTables = rows.routeTables(
        rows.routeTableRow({ vpc: 'vpc-0eeeeeeeeeeeeeeee', routes: [rows.routeRow(cidr, connectionId)] }),
      );
      expect(await refused(change)).toMatchObject({
        code: 'rejected',
        message: `Route table ${routeTableId} is of vpc-0eeeeeeeeeeeeeeee, not of ${vpcId}: it is left alone.`,
      });
      expect(sent()).toEqual([]);
    },
  );
});

describe('a route that leads elsewhere stays', () => {
  const taken = (target: string) => ({
    code: 'route-taken',
    message: `Route table ${routeTableId} sends ${cidr} to ${target} already.`,
    means: 'It is left as it is.',
    mend: `Whoever looks after that route in AWS account ${account} has to decide.`,
  });

  test.each([createRoute, replaceRoute])('$change', async (change) => {
    showRoutes(rows.routeRow(cidr, 'vgw-1'));
    expect(await refused(change)).toMatchObject(taken('vgw-1'));
    // A blackhole that is no peering's is somebody's as well.
    showRoutes(rows.routeRow(cidr, 'vgw-1', 'blackhole'));
    expect(await refused(change)).toMatchObject(taken('vgw-1'));
    // A peering that waits to be accepted has blackholes, too.
    showConnections({}, { id: otherId, requesterVpc: 'vpc-0eeeeeeeeeeeeeeee' });
    showRoutes(rows.routeRow(cidr, otherId, 'blackhole'));
    expect(await refused(change)).toMatchObject(taken(otherId));
    expect(sent()).toEqual([]);
  });

  test('also when it came in between', async () => {
    ec2.trouble('CreateRoute', (response) => {
      showRoutes(rows.routeRow(cidr, 'vgw-1'));
      error(400, 'RouteAlreadyExists')(response);
    });
    expect(await refused(createRoute)).toMatchObject(taken('vgw-1'));
  });

  test('one that leads nowhere is a conflict that tells so, for it can be replaced', async () => {
    showConnections({}, { id: otherId, status: 'deleted' });
    showRoutes(rows.routeRow(cidr, otherId, 'blackhole'));
    expect(await refused(createRoute)).toMatchObject({
      code: 'conflict',
      message: `${routeTableId} has a route to ${cidr} that leads nowhere: ${otherId} is gone.`,
    });
    await apply(replaceRoute);
    expect(sent()).toMatchObject([{ action: 'ReplaceRoute' }]);
  });

  test('when it is to be deleted', async () => {
    showRoutes(rows.routeRow(cidr, otherId));
    expect(await refused(deleteRoute)).toMatchObject({
      code: 'conflict',
      message: `The route to ${cidr} in ${routeTableId} leads to ${otherId} now; it stays.`,
    });
    expect(sent()).toEqual([]);
  });
});

describe('not in the state for it', () => {
  test.each([
    [accept, { status: 'expired' }, `${connectionId} is expired in AWS.`],
    [createRoute, { status: 'rejected' }, `${connectionId} is rejected in AWS.`],
    [allowRemoteDns, { status: 'provisioning' }, `${connectionId} is provisioning in AWS, not active yet.`],
  ])('%o', async (change, state, message) => {
    showConnection(state);
    expect(await refused(change)).toMatchObject({ code: 'conflict', message });
    expect(sent()).toEqual([]);
  });

  test('a connection that EC2 does not show, or not yet', async () => {
    showConnections();
    expect(await refused(accept)).toMatchObject({
      code: 'conflict',
      message: `${where} does not show the peering connection, or not yet.`,
    });
  });

  test('a route table that is gone', async () => {
    ec2.answers.DescribeRouteTables = rows.routeTables();
    expect(await refused(createRoute)).toMatchObject({
      code: 'not-found',
      message: `Route table ${routeTableId} is gone.`,
    });
  });

  test('a route to replace that is gone', async () => {
    expect(await refused(replaceRoute)).toMatchObject({ code: 'conflict' });
    expect(sent()).toEqual([]);
  });
});

describe('what AWS answers to a change, in words', () => {
  test.each([
    [
      'UnauthorizedOperation',
      403,
      'forbidden',
      `The bot may not use ec2:AcceptVpcPeeringConnection in ${where}.`,
    ],
    ['ExpiredToken', 400, 'unauthorized', "no longer accepts the bot's credentials"],
    ['AuthFailure', 401, 'unauthorized', "does not accept the bot's credentials"],
    ['OptInRequired', 400, 'forbidden', 'is not switched on'],
    ['RequestLimitExceeded', 503, 'rate-limited', 'has had too many calls'],
    ['InternalError', 500, 'server-error', 'has a fault of its own'],
    ['OperationNotPermitted', 400, 'conflict', 'says that it is not in the state for that'],
    ['InvalidVpcPeeringConnectionID.NotFound', 400, 'conflict', 'does not know it, or not yet'],
    [
      'ActiveVpcPeeringConnectionPerVpcLimitExceeded',
      400,
      'limit-reached',
      'has as many peerings of that VPC as the quota allows',
    ],
    ['ResourceCountLimitExceeded', 400, 'limit-reached', 'has reached a quota'],
    ['SomethingNew', 400, 'rejected', 'refused it with SomethingNew'],
  ])('%s', async (vendorCode, status, code, sentence) => {
    ec2.trouble(
      'AcceptVpcPeeringConnection',
      error(status, vendorCode, 'Encoded authorization failure message: SECRETBLOB'),
    );
    const thrown = await refused(accept);
    expect(thrown.code).toBe(code);
    expect(thrown.message).toContain(sentence);
    expect(thrown.message).toContain('ec2:AcceptVpcPeeringConnection');
    expect(`${thrown.message} ${thrown.means} ${thrown.mend}`).not.toContain('SECRETBLOB');
    expect(thrown.cause).toMatchObject({ name: vendorCode });
  });

  test('a web page', async () => {
    ec2.trouble('ModifyVpcAttribute', html(407));
    expect(await refused(hostnames)).toMatchObject({
      code: 'rejected',
      message: `${where} refused it with HTTP 407 (ec2:ModifyVpcAttribute).`,
    });
    ec2.trouble('DescribeVpcPeeringConnections', html(200));
    expect(await refused(accept)).toMatchObject({ code: 'bad-answer' });
  });

  test('a full route table', async () => {
    ec2.trouble('CreateRoute', error(400, 'RouteLimitExceeded'));
    expect(await refused(createRoute)).toMatchObject({
      code: 'limit-reached',
      message: `${where} has no room for another route in that table (ec2:CreateRoute).`,
      mend: 'Raise the quota in Service Quotas, or remove what is not needed.',
    });
  });

  test('a look before the change that is denied names what the look lacks', async () => {
    ec2.trouble('DescribeVpcPeeringConnections', error(403, 'UnauthorizedOperation'));
    expect(await refused(accept)).toMatchObject({
      code: 'forbidden',
      message: `The bot may not use ec2:DescribeVpcPeeringConnections in ${where}.`,
    });
    expect(sent()).toEqual([]);
  });

  test('no answer', async () => {
    const hasty = connect(ec2.url, { deadlines: { lookMs: 500, sweepMs: 500, changeMs: 500 } });
    ec2.trouble('ModifyVpcAttribute', hang);
    expect(await failure(hasty.apply(ends, hostnames))).toMatchObject({ code: 'timeout' });
    hasty.stop();
  });

  test('a dead endpoint', async () => {
    const dead = await startEc2();
    await dead.stop();
    const lost = connect(ec2.url, { ec2Endpoint: dead.url });
    expect(await failure(lost.apply(ends, accept))).toMatchObject({
      code: 'unreachable',
      message: `${where} could not be reached (ec2:DescribeVpcPeeringConnections).`,
    });
    lost.stop();
  });

  test('a role that may not be assumed, and an account without a role', async () => {
    const itself = connect(ec2.url, { asItself: true });
    expect(await failure(itself.apply(ends, hostnames))).toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining(`in ${account} it needs a role`),
    });
    itself.stop();
    ec2.trouble('AssumeRole', stsError(403, 'AccessDenied'));
    expect(await refused(hostnames)).toMatchObject({
      code: 'forbidden',
      message: `AWS does not let the bot assume arn:aws:iam::${account}:role/peering-bot.`,
    });
  });
});

describe('mode advise', () => {
  test('reads, and sends nothing that changes, not even to try', async () => {
    const adviser = connect(ec2.url, { mode: 'advise' });
    await adviser.look([ends]);
    for (const change of every) {
      expect(await failure(adviser.apply(ends, change))).toMatchObject({ code: 'forbidden' });
      expect(await adviser.rehearse(ends, change)).toMatchObject({ may: 'unknown' });
    }
    await adviser.examine({ account, region });
    adviser.stop();
    expect(ec2.changes()).toEqual([]);
    expect(ec2.count('DescribeVpcs')).toBeGreaterThan(0);
  });
});
