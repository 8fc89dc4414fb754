/** Whether this process reads or writes files just now: a bot that lives in it does so before it goes on. */
export function isAtDisk(): boolean {
  return process.getActiveResourcesInfo().some((kind) => kind.startsWith('FSReq') || kind === 'CloseReq');
}

/** Whether it is at its files, or computes something in pieces, a turn of the event loop each. */
export function isAtWork(): boolean {
  return isAtDisk() || process.getActiveResourcesInfo().includes('Immediate');
}
