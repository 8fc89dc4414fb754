import type { AuditEntry } from '../core/ports.ts';

const NOTHING = '-';

/** One line an entry under a line of headings, in columns; times in UTC, the plan by the beginning of its digest. */
export function auditTable(entries: readonly AuditEntry[]): string {
  const rows = [HEADINGS, ...entries.map(columnsOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

const HEADINGS = [
  'TIME (UTC)',
  'WHO',
  'TEAM',
  'WHAT',
  'PEERING',
  'DECISION',
  'OUTCOME',
  'APPROVER',
  'PLAN',
  'REFERENCE',
  'DETAIL',
];

function columnsOf(entry: AuditEntry): string[] {
  const { userId, teamId, action, peeringName, peeringId, decision, outcome } = entry;
  const { approverId, planDigest, ref, detail } = entry;
  const cells = [
    new Date(entry.at).toISOString().slice(0, 19).replace('T', ' '),
    userId,
    teamId,
    action,
    peeringName || peeringId,
    decision,
    outcome,
    approverId,
    planDigest?.slice(0, 12),
    ref,
    detail,
  ];
  return cells.map(printable);
}

/** Names and details come from people: nothing in them may move the cursor, colour the terminal or turn the line around. */
function printable(text: string | undefined): string {
  const plain = text
    ?.replace(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  return plain || NOTHING;
}
