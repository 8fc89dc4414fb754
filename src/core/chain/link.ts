import type { ApplicationVpc } from '../peering.ts';

/** The chain's links in the order in which traffic needs them. Part of them can be absent when nothing reads them. */
export type LinkName = 'requested' | 'accepted' | 'routed' | 'resolvable' | 'permitted' | 'allowed';

export type LinkStatus = 'ok' | 'broken' | 'waiting' | 'unknown';

export interface Link {
  name: LinkName;
  status: LinkStatus;
  /** One sentence, plain text (not mrkdwn), for people. */
  sentence: string;
  /** One per thing to mend; none when status is `ok`, and when `unknown` only where somebody can make it known. */
  findings: Finding[];
}

/** Whose turn it is. */
export type Owner =
  | { kind: 'application'; provider: ApplicationVpc['provider']; cloudProject: string }
  | { kind: 'operators' }
  | { kind: 'yugabyte' };

export interface Deadline {
  at: number;
  /** `at-latest` when only an upper bound is known. */
  certainty: 'exact' | 'at-latest';
  /** What happens then, e.g. "AWS drops the request". */
  meaning: string;
}

export interface Finding {
  /** Stable rule id, e.g. `accepted.pending-aws`, `allowed.not-covered`. */
  rule: string;
  sentence: string;
  owner: Owner;
  deadline?: Deadline;
  nextStep?: NextStep;
  /** What the bot can do about it itself, where `nextStep` has the lines for a person. */
  fix?: BotFix;
}

/** What mends a finding: something the bot can run, or lines for the person who can. */
export type NextStep = BotFix | HandOver | { kind: 'wait'; sentence: string };

export interface BotFix {
  kind: 'bot';
  fix: 'allow-access' | 'request-again' | 'complete';
  label: string;
}

/** Complete and copyable: every id filled in, one section per thing to do, in order. */
export interface HandOver {
  kind: 'hand-over';
  title: string;
  sections: HandOverSection[];
}

export interface HandOverSection {
  title: string;
  /** What a person does in the vendor's console, in words; `paste`: what goes in there, letter by letter. */
  console: { label: string; url: string; clicks: string; paste?: string };
  /** Shell lines, ready to paste (joined with newlines). */
  cli: string[];
  terraform?: string;
}

/** The answer to "will traffic flow?". */
export interface Verdict {
  /** `yes` only when every link is ok; `as-far-as-seen` when the seen links are ok and some are unknown or not read. */
  flows: 'yes' | 'as-far-as-seen' | 'no' | 'not-yet' | 'unknown';
  sentence: string;
  /** The first link that is not ok. */
  firstBroken?: Link;
  links: Link[];
  /** What nobody read, as a sentence, when there is such. */
  notRead?: string;
}

/** What the store knows and Yugabyte does not tell. */
export interface Knowledge {
  now: number;
  /** When the request was made, if known. */
  requestedAt?: { at: number; certainty: 'exact' | 'at-latest' };
}
