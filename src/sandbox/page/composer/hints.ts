import type { ClientState } from '../../slack/client-api.ts';

/** One line of the list over the composer. */
export interface Hint {
  key: string;
  /** What is written when it is taken; absent for a shortcut, which runs at once. */
  completes?: string;
  shortcut?: string;
  title: string;
  usage: string;
  description: string;
}

/** What can be written or started from what stands in the composer: commands, then their forms. */
export function findHints(text: string, state: Pick<ClientState, 'commands' | 'shortcuts'>): Hint[] {
  if (!text.startsWith('/') || text.includes('\n')) return [];
  const command = state.commands.find((one) => text.startsWith(`${one.command} `));
  if (command) return findForms(text, command);
  const typed = text.toLowerCase();
  const commands = state.commands
    .filter((one) => one.command.toLowerCase().startsWith(typed))
    .map((one) => ({
      key: one.command,
      completes: `${one.command} `,
      title: one.command,
      usage: one.usageHint,
      description: one.description,
    }));
  const shortcuts = state.shortcuts
    .filter((one) => one.name.toLowerCase().includes(typed.slice(1)))
    .map((one) => ({
      key: one.callbackId,
      shortcut: one.callbackId,
      title: one.name,
      usage: '',
      description: one.description,
    }));
  return [...commands, ...shortcuts];
}

/** `list [filter] | details NAME` → a line per form whose first word fits. */
function findForms(text: string, command: ClientState['commands'][number]): Hint[] {
  const typed = text.slice(command.command.length + 1).toLowerCase();
  if (typed.includes(' ')) return [];
  const hint = command.usageHint.replace(/^\[(.*\|.*)\]$/, '$1');
  const forms = hint.split('|').map((form) => form.trim());
  return forms.flatMap((form) => {
    const [word = '', ...rest] = form.split(/\s+/);
    if (!/^[\w-]+$/.test(word) || !word.toLowerCase().startsWith(typed)) return [];
    const completes = `${command.command} ${word}${rest.length > 0 ? ' ' : ''}`;
    const usage = rest.join(' ');
    return [{ key: form, completes, title: `${command.command} ${word}`, usage, description: '' }];
  });
}
