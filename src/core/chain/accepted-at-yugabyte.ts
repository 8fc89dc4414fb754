import { sayCloud } from '../say-cloud.ts';
import type { Finding, Link, LinkStatus } from './link.ts';
import { notAccepted } from './not-accepted.ts';
import type { Subject } from './rule.ts';

/** Has the application's side joined, as far as Yugabyte tells? */
export function acceptedAtYugabyte(subject: Subject): Link {
  const { peering } = subject;
  const where = sayCloud(peering.application);
  switch (peering.state) {
    case 'ACTIVE':
      return link('ok', `Yugabyte shows it Active: ${where} has joined.`);
    case 'PENDING': {
      const finding = notAccepted(subject);
      return link('waiting', finding.sentence, [finding]);
    }
    case 'CREATING':
      return link('waiting', `${where} can join once the request is made.`);
    case 'EXPIRED':
      return link('broken', `${where} did not accept the request in time.`);
    case 'FAILED':
      return link('broken', 'There is no request to accept.');
    case 'DELETING':
    case 'DELETED':
      return link('broken', 'The peering is taken down.');
    default:
      return link('unknown', `Yugabyte shows the state ${peering.state}, which this bot does not know.`);
  }
}

function link(status: LinkStatus, sentence: string, findings: Finding[] = []): Link {
  return { name: 'accepted', status, sentence, findings };
}
