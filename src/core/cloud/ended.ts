/** Statuses of a peering connection that nobody can bring back to life. */
export const ENDED: readonly string[] = ['deleting', 'deleted', 'rejected', 'failed', 'expired'];
