import { quotas } from '../quotas.ts';
import type { Tags } from '../records.ts';
import { AwsError } from './aws-error.ts';
import { type Parameters, readList, readStructures } from './parameters.ts';

/** What a filter of that name looks at. */
export type FilterTable<T> = Record<string, (one: T) => (string | undefined)[]>;

/** Values are alternatives, names go together, `*` and `?` are wildcards. */
export function filterBy<T>(
  parameters: Parameters,
  all: T[],
  table: FilterTable<T>,
  tagsOf: (one: T) => Tags,
): T[] {
  const filters = readStructures(parameters, 'Filter').map((filter) => {
    const { Name: name = '' } = filter;
    const values = readList(filter, 'Value');
    const look = table[name] ?? tagFilter(name, tagsOf);
    if (!look) throw new AwsError('InvalidParameterValue', `The filter '${name}' is invalid`);
    if (values.length > quotas.filterValues)
      throw new AwsError(
        'FilterLimitExceeded',
        `The maximum number of filter values specified on a single call is ${quotas.filterValues}`,
      );
    return { look, matches: matcher(values) };
  });
  return all.filter((one) =>
    filters.every(({ look, matches }) => look(one).some((value) => value !== undefined && matches(value))),
  );
}

function tagFilter<T>(name: string, tagsOf: (one: T) => Tags) {
  if (name === 'tag-key') return (one: T) => Object.keys(tagsOf(one));
  return name.startsWith('tag:') ? (one: T) => [tagsOf(one)[name.slice(4)]] : undefined;
}

function matcher(values: string[]): (value: string) => boolean {
  const plain = new Set(values);
  const patterns = values.filter((value) => /[*?]/.test(value)).map(toPattern);
  return (value) => plain.has(value) || patterns.some((pattern) => pattern.test(value));
}

function toPattern(value: string): RegExp {
  const escaped = value.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
}
