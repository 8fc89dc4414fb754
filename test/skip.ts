/**
 * The one rule about tests that need something of the machine: where `what` is not found, one line says what is
 * skipped and how to get it; under `PEERING_TEST_ALL=1` (CI) a missing thing is a failure instead.
 * Returns `found`, for `describe.skipIf(!needs(…))`.
 */
export function needs(what: string, found: boolean, howToGet: string): boolean {
  if (found) return true;
  const line = `Skipped, because ${what} was not found. To get it: ${howToGet}`;
  if (process.env.PEERING_TEST_ALL === '1') throw new Error(`${line} (PEERING_TEST_ALL=1 forbids skipping)`);
  process.stderr.write(`${line}\n`);
  return false;
}
