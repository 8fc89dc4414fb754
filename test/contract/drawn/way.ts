/** How a route table leads to a network of the database before the bot comes. */
export type Way =
  | 'as-it-should'
  | 'none'
  /** Nor does any other table. */
  | 'none-at-all'
  /** To the request that is not accepted yet, or not any more. */
  | 'early'
  | 'half'
  | 'two-halves'
  /** A wider network leads elsewhere. */
  | 'broader-elsewhere'
  | 'to-the-dead'
  | 'elsewhere'
  | 'to-another-peering'
  /** That of somebody else, which is not accepted yet: nothing passes there. */
  | 'to-a-request'
  | 'half-elsewhere';

/** Routes of others, that the bot by design never replaces. */
export const BY_OTHERS: Way[] = ['elsewhere', 'to-another-peering', 'to-a-request', 'half-elsewhere'];

/** Where nobody has joined yet. */
export const BEFORE: Way[] = ['none', 'none', 'none', 'broader-elsewhere', 'to-the-dead', ...BY_OTHERS];

/** Where it was whole once. */
export const AFTER: Way[] = [
  ...(['as-it-should', 'none', 'none-at-all', 'half', 'two-halves'] as const),
  ...(['broader-elsewhere', 'to-the-dead'] as const),
  ...BY_OTHERS,
];
