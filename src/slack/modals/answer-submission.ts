import type { ModalView } from '@slack/types';
import { section } from '../blocks.ts';
import type { Deps } from '../deps.ts';
import type { Interaction } from '../interaction.ts';
import type { InView, SubmissionAck, SubmissionAnswer } from '../listen.ts';
import { mrkdwn } from '../mrkdwn.ts';
import { slackCode } from '../slack-error.ts';
import { within } from '../within.ts';
import { loadingView, noticeView } from './modal.ts';
import { troubleView } from './open-modal.ts';

/** Slack waits 3 s for the answer; the rest is for the way there and back. */
const ANSWER_WITHIN_MS = 1800;
/** What is drawn right behind an acknowledgement could overtake it. */
const BEHIND_ACK_MS = 300;

/**
 * Answers a submission inside its acknowledgement where `work` is quick enough. Where it is not, a view says so at once
 * (`how`: in place or on top) and shows the outcome when it is there.
 */
export async function answerSubmission(
  deps: Deps,
  it: Interaction & InView,
  ack: SubmissionAck,
  waiting: { how: 'update' | 'push'; title: string; sentence: string },
  work: () => Promise<SubmissionAnswer>,
): Promise<void> {
  const working = work();
  const quick = await within(ANSWER_WITHIN_MS, working);
  if (quick) return ack(quick);

  const loading = loadingView(waiting.title, waiting.sentence);
  const pushed = waiting.how === 'push';
  // The id of a pushed view is not told, so it gets a name of ours.
  const externalId = `peering:${it.ref}`;
  await ack({
    response_action: waiting.how,
    view: pushed ? { ...loading, external_id: externalId } : loading,
  });
  const outcome = await working.then(laterView, (error: unknown) => troubleView(it, error));
  await pause(BEHIND_ACK_MS);
  if (!pushed) return deps.redraws.draw({ id: it.view.id }, async () => outcome);
  await deps.client.quick.views.update({ external_id: externalId, view: outcome }).catch((error: unknown) => {
    if (slackCode(error) !== 'not_found') throw error;
  });
}

/** After the acknowledgement fields can carry no errors any more: they are listed. */
function laterView(answer: SubmissionAnswer): ModalView {
  if (answer.response_action === 'errors') {
    return noticeView(
      'Not yet',
      Object.values(answer.errors).map((sentence) => section(mrkdwn`:warning: ${sentence}`)),
    );
  }
  return answer.response_action === 'clear' ? noticeView('Done', [section(mrkdwn`Done.`)]) : answer.view;
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
