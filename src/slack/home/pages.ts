import type { KnownBlock } from '@slack/types';
import { divider, header } from '../blocks.ts';
import { limits } from '../limits.ts';

/** Items under a title. The blocks of one item stay together. */
export interface HomeSection {
  title: string;
  items: readonly KnownBlock[][];
}

/** Leaves room for what stands around the items on every page. */
const MOST_BLOCKS = limits.blocksPerHome - 12;
const MOST_BYTES = limits.viewBytes - 30_000;

/** The items on as many pages as Slack's limits make of them, at least one; a title stands again on the next page. */
export function pagesOf(sections: readonly HomeSection[]): KnownBlock[][] {
  const first: KnownBlock[] = [];
  const pages = [first];
  let page = first;
  let bytes = 0;
  for (const { title, items } of sections) {
    const head = [divider, header(title)];
    let isTitled = false;
    for (const item of items) {
      const size = Buffer.byteLength(JSON.stringify(item));
      const length = page.length + item.length + (isTitled ? 0 : head.length);
      if (page.length > 0 && (length > MOST_BLOCKS || bytes + size > MOST_BYTES)) {
        page = [];
        pages.push(page);
        bytes = 0;
        isTitled = false;
      }
      page.push(...(isTitled ? [] : head), ...item);
      bytes += size;
      isTitled = true;
    }
  }
  return pages;
}
