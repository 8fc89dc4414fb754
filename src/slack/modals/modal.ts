import type { KnownBlock, ModalView } from '@slack/types';
import { capBlocks, plain, section } from '../blocks.ts';
import { viewIds } from '../ids.ts';
import { limits } from '../limits.ts';
import { mrkdwn } from '../mrkdwn.ts';

/** A modal within Slack's limits. `memory` comes back with every interaction; see `remember.ts`. */
export function modal(spec: {
  id: string;
  title: string;
  blocks: KnownBlock[];
  submit?: string;
  close?: string;
  memory?: string;
  /** Closing it closes what lies below too. */
  clearOnClose?: boolean;
}): ModalView {
  return {
    type: 'modal',
    callback_id: spec.id,
    title: plain(spec.title, limits.modalTitle),
    blocks: capBlocks(spec.blocks, limits.blocksPerModal),
    close: plain(spec.close ?? 'Close', limits.modalTitle),
    ...(spec.submit && { submit: plain(spec.submit, limits.modalTitle) }),
    ...(spec.memory && { private_metadata: spec.memory }),
    ...(spec.clearOnClose && { clear_on_close: true }),
  };
}

/** A modal that only says something. */
export function noticeView(
  title: string,
  blocks: KnownBlock[],
  more: { clearOnClose?: boolean } = {},
): ModalView {
  return modal({ id: viewIds.notice, title, blocks, ...more });
}

/** What stands there while something slow is read. */
export function loadingView(title: string, sentence = 'Reading…'): ModalView {
  return noticeView(title, [section(mrkdwn`:hourglass_flowing_sand: ${sentence}`)]);
}
