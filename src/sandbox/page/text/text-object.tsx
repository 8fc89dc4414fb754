import type { TextObject } from '@slack/types';
import { useMemo } from 'preact/hooks';
import type { Inline } from './inline.ts';
import { InlineView, PlainPiece } from './inline-view.tsx';
import { parseMrkdwn } from './parse-mrkdwn.ts';
import { TextBlocks } from './text-blocks.tsx';

/** Slack's text object: mrkdwn is parsed, plain_text never is (but for emoji short codes). */
export function TextObjectView({ text }: { text: TextObject }) {
  if (text.type !== 'mrkdwn') return <PlainText text={text} />;
  return <Mrkdwn text={text.text} verbatim={text.verbatim ?? false} />;
}

export function Mrkdwn({ text, verbatim = false }: { text: string; verbatim?: boolean }) {
  const blocks = useMemo(() => parseMrkdwn(text, { verbatim }), [text, verbatim]);
  return (
    <div class="mrkdwn">
      <TextBlocks blocks={blocks} />
    </div>
  );
}

export function PlainText({ text }: { text: { text: string; emoji?: boolean } }) {
  const words = String(text.text ?? '');
  if (text.emoji === false) return <span class="plain">{words}</span>;
  return (
    <span class="plain">
      {words
        .split(/(:[a-z0-9_+-]+:)/)
        .map((piece, index) =>
          index % 2 === 1 ? (
            <InlineView key={index} nodes={[asEmoji(piece)]} />
          ) : (
            <PlainPiece key={index} text={piece} />
          ),
        )}
    </span>
  );
}

function asEmoji(code: string): Inline {
  // 10:30:00 is a time.
  if (/^:\d+:$/.test(code)) return { type: 'text', text: code };
  return { type: 'emoji', name: code.slice(1, -1) };
}
