import type { Checked } from '../core/checked.ts';

const INDENT = ' '.repeat(17);

/** What the doctor found, for a terminal. */
export function sayChecks(checks: readonly Checked[]): string {
  const lines = checks.flatMap(({ check, status, sentence, mend }) => [
    `  ${(status === 'problem' ? 'PROBLEM' : status).padEnd(13)}  ${check}: ${sentence}`,
    ...(mend === undefined ? [] : [`${INDENT}To mend it: ${mend}`]),
  ]);
  const count = (status: Checked['status']) => checks.filter((one) => one.status === status).length;
  const problems = count('problem');
  const result = problems === 0 ? 'No problems' : problems === 1 ? '1 problem' : `${problems} problems`;
  const rest = `${count('ok')} ok, ${count('not checkable')} not checkable`;
  return `\n${lines.join('\n')}\n\n  ${result}; ${rest}.\n\n`;
}
