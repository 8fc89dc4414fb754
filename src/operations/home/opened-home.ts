/** Stored as `home:<userId>`: somebody has opened App Home, and what stands there. */
export interface OpenedHome {
  /** Slack user id. */
  userId: string;
  /** Counted from 0. */
  page: number;
  /** Names what is drawn: the same again needs no publishing. */
  drawn: string;
  /** When it was opened last, in ms since 1970. */
  openedAt: number;
}
