import type { TargetedKeyboardEvent } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ClientChannel } from '../../slack/client-api.ts';
import { useWorkspace } from '../live/workspace-context.ts';
import { Icon } from '../shell/icons.tsx';
import { HintList } from './hint-list.tsx';
import { findHints, type Hint } from './hints.ts';
import { ShortcutMenu } from './shortcut-menu.tsx';

interface ComposerProps {
  channel: ClientChannel;
  thread?: string;
}

/** Where one writes: Enter sends, Shift and Enter begins a line, `/` offers the commands. */
export function Composer({ channel, thread }: ComposerProps) {
  const { state, call } = useWorkspace();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState('');
  const [active, setActive] = useState(0);
  const [hidden, setHidden] = useState(false);
  const [sending, setSending] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const hints = thread || hidden ? [] : findHints(text, state);
  const at = Math.min(active, hints.length - 1);
  const isChannel = channel.kind === 'channel' || channel.kind === 'private';
  const id = thread ? 'composer-thread' : 'composer';
  const command = state.commands.find((one) => text === one.command || text.startsWith(`${one.command} `));

  useLayoutEffect(() => {
    const element = area.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(160, element.scrollHeight)}px`;
  }, [text]);

  function write(next: string) {
    setText(next);
    setActive(0);
    setHidden(false);
    setProblem('');
  }

  function take(hint: Hint) {
    area.current?.focus();
    if (hint.shortcut !== undefined) {
      write('');
      void call('shortcut', { callbackId: hint.shortcut });
    } else {
      write(hint.completes ?? text);
    }
  }

  async function send() {
    const said = text.trim();
    if (!said || sending) return;
    if (thread && said.startsWith('/')) {
      setProblem('Commands do not work in threads. Write it in the channel, or use a shortcut.');
      return;
    }
    setSending(true);
    const where = { channel: channel.id, ...(thread && { threadTs: thread }) };
    write('');
    const sent = await call('say', { ...where, text: said });
    // What could not be sent is not lost, unless something else has been begun.
    if (!sent) setText((now) => now || said);
    setSending(false);
  }

  function onKeyDown(event: TargetedKeyboardEvent<HTMLTextAreaElement>) {
    if (event.isComposing) return;
    const hint = hints[at];
    if (hint && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      setActive((at + (event.key === 'ArrowDown' ? 1 : -1) + hints.length) % hints.length);
    } else if (hint && event.key === 'Tab' && !event.shiftKey) {
      event.preventDefault();
      take(hint);
    } else if (hint && event.key === 'Escape') {
      event.preventDefault();
      setHidden(true);
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      if (hint && isUnfinished(hint, text)) take(hint);
      else void send();
    }
  }

  return (
    <div class="composer">
      {hints.length > 0 && <HintList id={`${id}-hints`} hints={hints} active={at} onTake={take} />}
      <div class="composer-box">
        {!thread && <ShortcutMenu />}
        <textarea
          ref={area}
          rows={1}
          value={text}
          aria-label={thread ? 'Reply' : `Message to ${isChannel ? '#' : ''}${channel.name}`}
          placeholder={
            thread ? 'Reply…' : `Message ${isChannel ? '#' : ''}${channel.name}, or / for commands`
          }
          aria-autocomplete="list"
          aria-controls={hints.length > 0 ? `${id}-hints` : undefined}
          aria-activedescendant={hints.length > 0 ? `${id}-hints-${at}` : undefined}
          aria-describedby={`${id}-help`}
          aria-invalid={problem !== ''}
          onInput={(event) => write(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <button
          type="button"
          class="icon-button send"
          aria-label="Send"
          disabled={!text.trim()}
          onClick={() => void send()}
        >
          <Icon name="send" />
        </button>
      </div>
      <p
        class={`composer-help${problem ? ' is-problem' : ''}`}
        id={`${id}-help`}
        role={problem ? 'alert' : undefined}
      >
        {problem || wordHelp(command, thread)}
      </p>
    </div>
  );
}

/** Enter completes a word that is only begun, and sends what is complete. */
function isUnfinished(hint: Hint, text: string): boolean {
  if (hint.shortcut !== undefined) return true;
  const complete = hint.completes?.trimEnd() ?? '';
  return (
    text.trimEnd() !== complete &&
    complete.startsWith(text) &&
    text.trim() !== hint.title &&
    !text.endsWith(' ')
  );
}

function wordHelp(
  command: { command: string; usageHint: string } | undefined,
  thread: string | undefined,
): string {
  if (command && !thread) return `${command.command} ${command.usageHint}`;
  return 'Enter sends, Shift + Enter begins a new line';
}
