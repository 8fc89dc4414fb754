import type { KnownBlock, ModalView } from '@slack/types';
import type { HandOver, HandOverSection } from '../../core/chain/link.ts';
import { actions, button, divider, header, preformatted, section } from '../blocks.ts';
import { actionIds, viewIds } from '../ids.ts';
import { limits } from '../limits.ts';
import { mrkdwn } from '../mrkdwn.ts';
import { modal } from './modal.ts';

/** The ready-made way for the person who can: console, shell and Terraform, section by section. */
export function howToView(handOver: HandOver): ModalView {
  return modal({ id: viewIds.howTo, title: 'How to', blocks: handOverBlocks(handOver) });
}

export function handOverBlocks({ title, sections }: HandOver): KnownBlock[] {
  return [header(title), ...sections.flatMap((one, index) => sectionBlocks(one, index, sections.length))];
}

function sectionBlocks(
  { title, console: vendor, cli, terraform }: HandOverSection,
  index: number,
  of: number,
): KnownBlock[] {
  const number = of > 1 ? `${index + 1}. ` : '';
  return [
    ...(index > 0 ? [divider] : []),
    section(mrkdwn`*${number}${title}*`),
    section(mrkdwn`*In the console:* ${vendor.clicks}`),
    ...(vendor.paste === undefined ? [] : preformatted(vendor.paste)),
    ...consoleLink(vendor, index),
    ...(cli.length > 0 ? [section(mrkdwn`*Or on the command line:*`), ...preformatted(cli.join('\n'))] : []),
    ...(terraform ? [section(mrkdwn`*Or with Terraform:*`), ...preformatted(terraform)] : []),
  ];
}

function consoleLink({ label, url }: HandOverSection['console'], index: number): KnownBlock[] {
  if (url.length > limits.url || !/^https:\/\//.test(url)) return preformatted(url);
  return actions(`how-to.link:${index}`, [button({ text: label, action: actionIds.link, url })]);
}
