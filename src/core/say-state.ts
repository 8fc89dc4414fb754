const KNOWN = new Set(['CREATING', 'PENDING', 'ACTIVE', 'EXPIRED', 'FAILED', 'DELETING', 'DELETED']);

/** "Pending" for PENDING; a state that is not known is shown as it is. */
export function sayState(state: string): string {
  return KNOWN.has(state) ? `${state.charAt(0)}${state.slice(1).toLowerCase()}` : state;
}
