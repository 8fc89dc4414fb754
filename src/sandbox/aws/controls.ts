import { checkFields, type Fields, readChoice, readText, wrong } from '../control-body.ts';
import { Refusal } from '../http.ts';
import { parseIpv4 } from '../ipv4.ts';
import { actions } from './actions/actions.ts';
import type { AwsDatabase } from './database.ts';
import { isRegion } from './regions.ts';
import { accountOf, plantVpc } from './seed/plant-vpc.ts';

const acts = ['deny', 'allow', 'create-vpc', 'eventual-consistency'] as const;
const fieldsOf: Record<(typeof acts)[number], string[]> = {
  deny: ['account', 'action'],
  allow: ['account', 'action'],
  'create-vpc': ['account', 'region', 'vpc', 'cidr'],
  'eventual-consistency': ['on'],
};

/** `POST /sandbox/world {"cloud":"aws","do":…}`: what is not about one peering. Throws `Refusal` 400. */
export function turnAws(db: AwsDatabase, fields: Fields): Record<string, unknown> {
  const act = readChoice(fields, 'do', acts);
  checkFields(fields, ['cloud', 'do', ...fieldsOf[act]], `The body for ${act}`);
  switch (act) {
    case 'deny':
    case 'allow': {
      const { denied, id } = readAccount(db, fields);
      const action = readAction(fields);
      if (act === 'deny') denied.add(action);
      else denied.delete(action);
      return { account: id, denied: [...denied] };
    }
    case 'create-vpc':
      return createVpc(db, fields);
    case 'eventual-consistency':
      if (typeof fields.on !== 'boolean') throw wrong('on', fields.on, 'true or false');
      db.consistency = fields.on ? 'eventual' : 'immediate';
      return { consistency: db.consistency };
  }
}

function readAccount(db: AwsDatabase, fields: Fields) {
  const account = db.data.accounts.get(readText(fields, 'account') ?? '');
  if (account) return account;
  throw wrong('account', fields.account, `one of ${[...db.data.accounts.keys()].slice(0, 10).join(', ')}`);
}

function readAction(fields: Fields): string {
  const action = readText(fields, 'action') ?? '';
  if (action === 'sts:AssumeRole' || Object.hasOwn(actions, action.replace(/^ec2:/, ''))) {
    if (action.includes(':')) return action;
  }
  throw wrong('action', fields.action, 'sts:AssumeRole or an action of EC2 such as ec2:CreateRoute');
}

/** In an account that is new as well, if need be: the bot has no role there. */
function createVpc(db: AwsDatabase, fields: Fields) {
  const read = (field: string, isRight: (text: string) => boolean, allowed: string) => {
    const text = readText(fields, field) ?? '';
    if (!isRight(text)) throw wrong(field, fields[field], allowed);
    return text;
  };
  const account = read('account', (text) => /^\d{12}$/.test(text), 'an account id of 12 digits');
  const region = read('region', isRegion, 'a region such as "eu-west-1"');
  const id = read('vpc', (text) => /^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/.test(text), 'a VPC id, vpc-…');
  const cidr = read('cidr', (text) => text.includes('/') && parseIpv4(text) !== undefined, 'a CIDR');
  if (db.data.accounts.get(account)?.regions.get(region)?.vpcs.has(id))
    throw new Refusal(409, `${id} exists in ${region} of ${account}.`);
  db.remember();
  plantVpc(db.data, { account: accountOf(db.data, account).id, region, id, cidrs: [cidr], name: id });
  return { vpc: id };
}
