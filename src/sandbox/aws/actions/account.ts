import { readFlag, readList } from '../query/parameters.ts';
import { isOptIn, regionNames } from '../regions.ts';
import type { Actions, Call } from './action.ts';

function describeRegions({ db, caller, parameters }: Call) {
  const names = readList(parameters, 'RegionName');
  const all = readFlag(parameters, 'AllRegions') ?? false;
  const optStatus = (name: string) => {
    if (!isOptIn(name)) return 'opt-in-not-required';
    return db.data.accounts.get(caller.account)?.regions.has(name) ? 'opted-in' : 'not-opted-in';
  };
  return {
    regionInfo: regionNames
      .filter((name) => names.length === 0 || names.includes(name))
      .filter((name) => all || optStatus(name) !== 'not-opted-in')
      .map((name) => ({
        regionName: name,
        regionEndpoint: `ec2.${name}.amazonaws.com`,
        optInStatus: optStatus(name),
      })),
  };
}

const attributes = { 'supported-platforms': 'VPC', 'max-instances': '20', 'default-vpc': 'none' };

export const accountActions: Actions = {
  DescribeRegions: { answer: describeRegions },
  DescribeAccountAttributes: {
    answer: ({ parameters }) => {
      const names = readList(parameters, 'AttributeName');
      return {
        accountAttributeSet: Object.entries(attributes)
          .filter(([name]) => names.length === 0 || names.includes(name))
          .map(([attributeName, attributeValue]) => ({
            attributeName,
            attributeValueSet: [{ attributeValue }],
          })),
      };
    },
  },
};
