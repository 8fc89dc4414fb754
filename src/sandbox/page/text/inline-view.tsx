import type { ComponentChildren } from 'preact';
import { useWorkspace } from '../live/workspace-context.ts';
import { Emoji } from './emoji.tsx';
import { splitAtEmoji } from './emoji-names.ts';
import { formatDate } from './format-date.ts';
import type { Inline } from './inline.ts';
import { safeUrl } from './safe-url.ts';

export function InlineView({ nodes }: { nodes: Inline[] }) {
  return (
    <>
      {nodes.map((node, index) => (
        <InlinePiece key={index} node={node} />
      ))}
    </>
  );
}

function InlinePiece({ node }: { node: Inline }) {
  switch (node.type) {
    case 'text':
      return <PlainPiece text={node.text} />;
    case 'break':
      return <br />;
    case 'code':
      return <code>{node.text}</code>;
    case 'style':
      return <StylePiece style={node.style} nodes={node.children} />;
    case 'link':
      return (
        <SafeLink url={node.url}>
          <InlineView nodes={node.children} />
        </SafeLink>
      );
    case 'emoji':
      return <Emoji name={node.name} />;
    case 'date':
      return <DatePiece node={node} />;
    default:
      return <Mention node={node} />;
  }
}

/** Text as it is; only characters that machines draw differently are drawn here. */
export function PlainPiece({ text }: { text: string }) {
  return (
    <>
      {splitAtEmoji(text).map((piece, index) =>
        typeof piece === 'string' ? piece : <Emoji key={index} name={piece.emoji} />,
      )}
    </>
  );
}

function StylePiece({
  style,
  nodes,
}: {
  style: 'bold' | 'italic' | 'strike' | 'underline';
  nodes: Inline[];
}) {
  const Tag = ({ bold: 'strong', italic: 'em', strike: 's', underline: 'u' } as const)[style];
  return (
    <Tag>
      <InlineView nodes={nodes} />
    </Tag>
  );
}

/** A link that may be followed, or its words alone. */
export function SafeLink({ url, children }: { url: string; children: ComponentChildren }) {
  const href = safeUrl(url);
  if (!href) return <>{children}</>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}

function DatePiece({ node }: { node: Extract<Inline, { type: 'date' }> }) {
  const { state } = useWorkspace();
  const exact = new Date(node.unix * 1000);
  const words = (
    <time dateTime={exact.toISOString()} title={exact.toString()}>
      {formatDate(node.unix, node.format, state.now) || node.fallback}
    </time>
  );
  return node.url ? <SafeLink url={node.url}>{words}</SafeLink> : words;
}

type MentionNode = Extract<Inline, { type: 'user' | 'channel' | 'usergroup' | 'broadcast' }>;

function Mention({ node }: { node: MentionNode }) {
  const { state } = useWorkspace();
  switch (node.type) {
    case 'user': {
      const user = state.users.find((one) => one.id === node.id);
      const mine = node.id === state.me.id ? ' mention-me' : '';
      return <span class={`mention${mine}`}>@{user?.realName || user?.name || node.label || node.id}</span>;
    }
    case 'usergroup': {
      const group = state.userGroups.find((one) => one.id === node.id);
      const mine = group?.users.includes(state.me.id) ? ' mention-me' : '';
      return (
        <span class={`mention${mine}`}>@{(group?.handle ?? node.label ?? node.id).replace(/^@/, '')}</span>
      );
    }
    case 'channel': {
      const channel = state.channels.find((one) => one.id === node.id);
      return <span class="mention">#{channel?.name ?? node.label ?? node.id}</span>;
    }
    case 'broadcast':
      return <span class="mention mention-me">@{node.range}</span>;
  }
}
