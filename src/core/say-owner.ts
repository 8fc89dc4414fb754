import type { Owner } from './chain/link.ts';
import { sayCloud } from './say-cloud.ts';

/** Whose turn it is, e.g. "an operator of this bot". */
export function sayOwner(owner: Owner): string {
  switch (owner.kind) {
    case 'application':
      return `whoever may change ${sayCloud(owner)}`;
    case 'operators':
      return 'an operator of this bot';
    case 'yugabyte':
      return 'Yugabyte';
  }
}
