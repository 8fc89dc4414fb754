import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One call as it came over the wire. */
export interface Call {
  service: 'ec2' | 'sts';
  /** As EC2 spells it: `DescribeVpcs`. */
  action: string;
  region: string;
  /** The access key that signed; `ASIA` and the account where it came from `AssumeRole`. */
  accessKey: string;
  params: Record<string, string>;
}

export type Trouble = (response: ServerResponse) => void;
/** The inside of the answer, as XML. */
export type Answer = string | ((call: Call) => string);

interface Rule {
  action: string;
  trouble: Trouble;
  times: number;
}

export type Ec2 = Awaited<ReturnType<typeof startEc2>>;

/** The account of the keys that the bot starts with. */
export const OWN_ACCOUNT = '444455556666';

/** A small EC2 and STS on loopback: real HTTP, the documented XML, and whatever trouble a test asks for. */
export async function startEc2() {
  const answers: Record<string, Answer> = { ...EMPTY };
  const calls: Call[] = [];
  const rules: Rule[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const params = Object.fromEntries(new URLSearchParams(text));
    const [, accessKey = '', region = '', service] =
      /Credential=([^/]+)\/\d+\/([^/]+)\/(\w+)\//.exec(request.headers.authorization ?? '') ?? [];
    const action = params.Action ?? '';
    const call: Call = { service: service === 'sts' ? 'sts' : 'ec2', action, region, accessKey, params };
    calls.push(call);
    const rule = rules.find((one) => one.times > 0 && (one.action === action || one.action === '*'));
    if (rule) {
      rule.times -= 1;
      return rule.trouble(response);
    }
    const answer = answers[action];
    if (answer === undefined) return error(400, 'InvalidAction')(response);
    const body = typeof answer === 'string' ? answer : answer(call);
    const [, code] = /^ERROR (\S+)$/.exec(body) ?? [];
    if (code) return error(400, code)(response);
    send(response, 200, `<${action}Response><requestId>r-1</requestId>${body}</${action}Response>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    answers,
    /** The next calls of `action` (`*`: of any) meet the trouble. */
    trouble(action: string, trouble: Trouble, times = Number.POSITIVE_INFINITY) {
      rules.push({ action, trouble, times });
    },
    /** The trouble is over. */
    mend: () => rules.splice(0),
    count: (action: string) => calls.filter((call) => call.action === action).length,
    /** The calls that are not reads. */
    changes: () =>
      calls.filter(
        ({ action }) =>
          !action.startsWith('Describe') && !['AssumeRole', 'GetCallerIdentity'].includes(action),
      ),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An EC2 error. `code`: of https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
export const error =
  (status: number, code: string, message = 'words of the vendor'): Trouble =>
  (response) =>
    send(
      response,
      status,
      `<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors><RequestID>r-1</RequestID></Response>`,
    );

/** STS wraps its errors otherwise. */
export const stsError =
  (status: number, code: string): Trouble =>
  (response) =>
    send(
      response,
      status,
      `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>words of the vendor</Message></Error><RequestId>r-1</RequestId></ErrorResponse>`,
    );

export const hang: Trouble = () => {};
export const reset: Trouble = (response) => response.destroy();
export const html =
  (status: number): Trouble =>
  (response) =>
    response
      .writeHead(status, { 'content-type': 'text/html' })
      .end('<!doctype html><html><body>Sign in</body></html>');
export const json: Trouble = (response) =>
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');

function send(response: ServerResponse, status: number, body: string) {
  response.writeHead(status, { 'content-type': 'text/xml', 'x-amzn-requestid': 'r-1' }).end(body);
}

const RETURN = '<return>true</return>';

const EMPTY: Record<string, Answer> = {
  DescribeVpcPeeringConnections: '<vpcPeeringConnectionSet/>',
  DescribeVpcs: '<vpcSet/>',
  DescribeVpcAttribute: ({ params }) => {
    const name = params.Attribute === 'enableDnsSupport' ? 'enableDnsSupport' : 'enableDnsHostnames';
    return `<vpcId>${params.VpcId}</vpcId><${name}><value>true</value></${name}>`;
  },
  DescribeSubnets: '<subnetSet/>',
  DescribeRouteTables: '<routeTableSet/>',
  DescribeNetworkAcls: '<networkAclSet/>',
  DescribeSecurityGroups: '<securityGroupInfo/>',
  AcceptVpcPeeringConnection: '<vpcPeeringConnection/>',
  DeleteVpcPeeringConnection: RETURN,
  ModifyVpcPeeringConnectionOptions: '<accepterPeeringConnectionOptions/>',
  ModifyVpcAttribute: RETURN,
  CreateRoute: RETURN,
  ReplaceRoute: RETURN,
  DeleteRoute: RETURN,
  AssumeRole: ({ params }) => {
    const account = params.RoleArn?.split(':')[4] ?? '';
    const expires = new Date(Date.now() + 3_600_000).toISOString();
    return `<AssumeRoleResult><Credentials><AccessKeyId>ASIA${account}</AccessKeyId><SecretAccessKey>fake-secret-of-a-role</SecretAccessKey><SessionToken>fake-session-token</SessionToken><Expiration>${expires}</Expiration></Credentials></AssumeRoleResult>`;
  },
  GetCallerIdentity: `<GetCallerIdentityResult><Account>${OWN_ACCOUNT}</Account><Arn>arn:aws:sts::${OWN_ACCOUNT}:assumed-role/bot-host/i-1</Arn><UserId>AROAFAKE:i-1</UserId></GetCallerIdentityResult>`,
};
