import type { KnownBlock, ModalView } from '@slack/types';
import { capital } from '../../core/capital.ts';
import type { CodeExport, CodePart } from '../../core/export/export-as-code.ts';
import { context, header, preformatted, section } from '../blocks.ts';
import { viewIds } from '../ids.ts';
import { mrkdwn, strong } from '../mrkdwn.ts';
import { modal } from './modal.ts';

/** A peering as code, to copy. */
export function exportView(name: string, { terraform, commands, notes }: CodeExport): ModalView {
  return modal({
    id: viewIds.export,
    title: 'Export',
    blocks: [
      section(
        mrkdwn`${strong(name)} as it stands, as code. Copy what you need; the bot changes nothing here.`,
      ),
      ...notes.map((note) => context(mrkdwn`:information_source: ${note}`)),
      ...(terraform.length > 0 ? [header('Terraform')] : []),
      ...terraform.flatMap(part),
      ...(commands.length > 0 ? [header('Command line')] : []),
      ...commands.flatMap(part),
    ],
  });
}

const part = ({ title, text }: CodePart): KnownBlock[] => [
  section(mrkdwn`*${capital(title.replace(/^(Terraform|Command line): /, ''))}*`),
  ...preformatted(text),
];
