/** What the doctor found of one thing that must be right. Plain text, without secrets. */
export interface Checked {
  /** What was looked at, e.g. "User groups". */
  check: string;
  status: 'ok' | 'problem' | 'not checkable';
  sentence: string;
  /** What to do; always there for a problem. */
  mend?: string;
}
