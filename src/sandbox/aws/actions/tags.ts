import { ownEnds } from '../connections/ends.ts';
import { AwsError } from '../query/aws-error.ts';
import { type FilterTable, filterBy } from '../query/filters.ts';
import { page } from '../query/page.ts';
import { type Parameters, readList, readStructures } from '../query/parameters.ts';
import type { AwsData, RegionRecord, Tags } from '../records.ts';
import type { Actions, Call } from './action.ts';
import { done } from './action.ts';

export function readTags(parameters: Parameters): Tags {
  return Object.fromEntries(
    readStructures(parameters, 'Tag').map(({ Key = '', Value = '' }) => [Key, Value]),
  );
}

const kinds = {
  vpcs: 'vpc',
  subnets: 'subnet',
  routeTables: 'route-table',
  acls: 'network-acl',
  groups: 'security-group',
} as const;

/** Everything of the caller in that region that has tags; a connection's are its own view of it. */
function tagged(data: AwsData, region: RegionRecord, { caller }: Call) {
  const own = Object.entries(kinds).flatMap(([map, type]) =>
    [...region[map as keyof typeof kinds].values()].map(({ id, tags }) => ({
      id,
      type: type as string,
      tags,
    })),
  );
  const connections = [...data.connections.values()].flatMap((connection) =>
    ownEnds(connection, caller.account, caller.region)
      .slice(0, 1)
      .map(({ tags }) => ({ id: connection.id, type: 'vpc-peering-connection', tags })),
  );
  return [...own, ...connections];
}

function change(call: Call, act: (tags: Tags, given: Parameters[]) => void) {
  const given = readStructures(call.parameters, 'Tag');
  const all = tagged(call.db.data, call.region, call);
  const found = readList(call.parameters, 'ResourceId').map((id) => {
    const one = all.find((other) => other.id === id);
    if (!one) throw new AwsError('InvalidID', `The ID '${id}' is not valid`);
    return one;
  });
  for (const { tags } of found) act(tags, given);
  return done;
}

const filters: FilterTable<{ id: string; type: string; key: string; value: string }> = {
  'resource-id': ({ id }) => [id],
  'resource-type': ({ type }) => [type],
  key: ({ key }) => [key],
  value: ({ value }) => [value],
};

function describeTags(call: Call) {
  const rows = tagged(call.db.seen(), call.seen, call).flatMap(({ id, type, tags }) =>
    Object.entries(tags).map(([key, value]) => ({ id, type, key, value })),
  );
  const { items, nextToken } = page(
    call.parameters,
    filterBy(call.parameters, rows, filters, ({ key, value }) => ({ [key]: value })),
    { idList: 'ResourceId' },
  );
  return {
    tagSet: items.map(({ id, type, key, value }) => ({ resourceId: id, resourceType: type, key, value })),
    nextToken,
  };
}

const requires = ['ResourceId.1'];

export const tagActions: Actions = {
  CreateTags: {
    answer: (call) =>
      change(call, (tags, given) => {
        for (const { Key = '', Value = '' } of given) tags[Key] = Value;
      }),
    requires,
    writes: true,
  },
  DeleteTags: {
    answer: (call) =>
      change(call, (tags, given) => {
        for (const key of given.length > 0 ? given.map(({ Key = '' }) => Key) : Object.keys(tags))
          delete tags[key];
      }),
    requires,
    writes: true,
  },
  DescribeTags: { answer: describeTags },
};
