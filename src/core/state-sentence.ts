import type { Knowledge, Verdict } from './chain/link.ts';
import { requestDeadline } from './chain/request-deadline.ts';
import { sayDuration } from './duration.ts';
import type { Peering } from './peering.ts';
import { sayCloud } from './say-cloud.ts';
import { sayState } from './say-state.ts';

/** A row's state in one line, e.g. "Pending: waiting to be accepted in AWS account 111122223333, 5 days left". */
export function stateSentence(peering: Peering, verdict: Verdict, knowledge: Knowledge): string {
  const state = sayState(peering.state);
  switch (peering.state) {
    case 'CREATING':
      return `${state}: Yugabyte is making the request`;
    case 'PENDING':
      return `${state}: ${sayPending(peering, knowledge)}`;
    case 'ACTIVE':
      return sayActive(verdict);
    case 'EXPIRED':
      return `${state}: not accepted in time, it has to be requested again`;
    case 'FAILED':
      return `${state}: ${sayFailed(verdict)}`;
    case 'DELETING':
      return `${state}: being terminated`;
    case 'DELETED':
      return `${state}: terminated`;
    default:
      return `${state}: a state this bot does not know`;
  }
}

function sayPending(peering: Peering, knowledge: Knowledge): string {
  const { application } = peering;
  if (application.provider !== 'AWS') return `waiting for the mirror peering in ${sayCloud(application)}`;
  const waiting = `waiting to be accepted in ${sayCloud(application)}`;
  const deadline = requestDeadline(peering, knowledge);
  if (!deadline) return waiting;
  if (deadline.at <= knowledge.now) return `${waiting}, the 7 days are over`;
  const atMost = deadline.certainty === 'exact' ? '' : 'at most ';
  return `${waiting}, ${atMost}${sayDuration(deadline.at - knowledge.now)} left`;
}

function sayFailed({ firstBroken }: Verdict): string {
  const isDead = firstBroken?.findings.some(({ fix }) => fix?.fix === 'request-again');
  return isDead
    ? 'its request was ended at the other side, it has to be requested again'
    : 'check ids and networks, then terminate it and create it again';
}

function sayActive({ firstBroken, links }: Verdict): string {
  if (firstBroken && firstBroken.name !== 'allowed' && firstBroken.status !== 'unknown') {
    return `Active, but ${uncapital(firstBroken.sentence)}`;
  }
  const allowed = links.find(({ name }) => name === 'allowed');
  if (!allowed) return 'Active';
  const [only, ...more] = allowed.findings;
  if (allowed.status === 'broken' && more.length > 0) {
    return `Active, but ${allowed.findings.length} clusters do not let all of the application in`;
  }
  if (allowed.status === 'broken' && only) return `Active, but ${only.sentence.replace(/\.$/, '')}`;
  return `Active: ${uncapital(allowed.sentence)}`;
}

const uncapital = (sentence: string): string =>
  `${/^[A-Z][a-z ]/.test(sentence) ? sentence.charAt(0).toLowerCase() : sentence.charAt(0)}${sentence.slice(1)}`.replace(
    /\.$/,
    '',
  );
