import { AwsError } from '../query/aws-error.ts';
import { type FilterTable, filterBy } from '../query/filters.ts';
import { page } from '../query/page.ts';
import { readList } from '../query/parameters.ts';
import type { Xml } from '../query/xml.ts';
import type { Tags } from '../records.ts';
import type { Action, Call } from './action.ts';

interface Described<T> {
  /** The element that holds the list. */
  set: string;
  /** The parameter that names things one by one, and the error for one that is not there. */
  idList: string;
  notFound: string;
  all(call: Call): T[];
  idOf(one: T): string;
  tagsOf(one: T, call: Call): Tags;
  filters: FilterTable<T>;
  show(one: T, call: Call): Xml;
  /** The most that a page takes. */
  most?: number;
}

/** What all `Describe…` actions have in common: ids, filters, pages. */
export function describe<T>(what: Described<T>): Action {
  return {
    answer(call) {
      const { parameters } = call;
      const ids = readList(parameters, what.idList);
      const all = what.all(call);
      for (const id of ids) {
        if (all.some((one) => what.idOf(one) === id)) continue;
        throw new AwsError(what.notFound, `The ID '${id}' does not exist`);
      }
      const named = ids.length === 0 ? all : all.filter((one) => ids.includes(what.idOf(one)));
      const found = filterBy(parameters, named, what.filters, (one) => what.tagsOf(one, call));
      const { items, nextToken } = page(parameters, found, what);
      return { [what.set]: items.map((one) => what.show(one, call)), nextToken };
    },
  };
}

export const ownTags = ({ tags }: { tags: Tags }) => tags;
export const ownId = ({ id }: { id: string }) => id;
