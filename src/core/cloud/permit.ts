/** Whether the bot may do something at a cloud, as far as that can be known without doing it. */
export type Permit =
  | { may: 'yes' }
  | { may: 'no'; reason: string; missing?: string }
  /** The vendor has no way to ask, or did not answer. */
  | { may: 'unknown'; reason: string };
