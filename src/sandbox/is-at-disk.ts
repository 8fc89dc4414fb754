/** Whether this process reads or writes files just now: a bot that lives in it does so before it goes on. */
export function isAtDisk(): boolean {
  return process.getActiveResourcesInfo().some((kind) => kind.startsWith('FSReq') || kind === 'CloseReq');
}
