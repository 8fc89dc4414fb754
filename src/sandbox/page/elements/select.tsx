import { useField } from '../blocks/field.ts';
import { useSurface } from '../blocks/surface.ts';
import { useWorkspace, type Workspace } from '../live/workspace-context.ts';
import { asChoice, asGroups, type Choice, type ChoiceGroup } from './choice.ts';
import { Combobox } from './combobox.tsx';
import type { Suggestions } from './suggestions.ts';
import { useElement } from './use-element.ts';

export interface WireSelect {
  type: string;
  action_id?: string;
  placeholder?: { text: string };
  options?: unknown;
  option_groups?: unknown;
  min_query_length?: number;
  max_selected_items?: number;
  focus_on_load?: boolean;
  filter?: { include?: string[]; exclude_bot_users?: boolean };
}

/** Every kind of select: static, external, users, conversations, channels, each single or multi. */
export function Select({ element }: { element: WireSelect }) {
  const workspace = useWorkspace();
  const field = useField();
  const surface = useSurface();
  const { value, choose } = useElement(element);
  const multiple = element.type.startsWith('multi_');
  const kind = element.type.replace(/^multi_/, '');
  const valueKey = valueKeyOf(kind, multiple);
  const here = choicesOf(kind, element, workspace);
  const selected = readSelected(value[valueKey], here, workspace);
  const placeholder = element.placeholder?.text ?? (multiple ? 'Choose some' : 'Choose one');

  async function ask(query: string): Promise<ChoiceGroup[] | undefined> {
    const { container } = surface;
    const { blockId } = field;
    const answer = await workspace.call('options', {
      container,
      blockId,
      actionId: element.action_id ?? '',
      query,
    });
    return answer && asGroups(answer);
  }
  const suggest: Suggestions =
    kind === 'external_select'
      ? { kind: 'app', minLength: element.min_query_length ?? 3, ask }
      : { kind: 'here', groups: here };

  return (
    <Combobox
      id={field.controlId}
      labelledBy={field.labelledBy}
      label={placeholder}
      placeholder={placeholder}
      selected={selected}
      multiple={multiple}
      max={element.max_selected_items}
      clearable={!multiple && field.optional}
      invalid={field.invalid}
      required={field.required}
      describedBy={field.describedBy}
      autoFocus={element.focus_on_load ?? false}
      suggest={suggest}
      onChange={(choices) => {
        const wires = choices.map((choice) => choice.wire);
        void choose({ [valueKey]: multiple ? wires : (wires[0] ?? null) });
      }}
    />
  );
}

function valueKeyOf(kind: string, multiple: boolean): string {
  const thing = kind.replace(/s?_select$/, '');
  const name = thing === 'static' || thing === 'external' ? 'option' : thing;
  return `selected_${name}${multiple ? 's' : ''}`;
}

function choicesOf(kind: string, element: WireSelect, { state }: Workspace): ChoiceGroup[] {
  if (kind === 'static_select') return asGroups(element);
  if (kind === 'users_select') return [{ choices: state.users.map(userChoice) }];
  if (kind === 'channels_select') {
    return [{ choices: state.channels.filter((one) => one.kind === 'channel').map(channelChoice) }];
  }
  const kinds = { channel: 'public', private: 'private', dm: 'im', app: 'im' };
  const { include, exclude_bot_users } = element.filter ?? {};
  const shown = state.channels
    .filter((one) => include?.includes(kinds[one.kind]) ?? true)
    .filter((one) => !(exclude_bot_users && one.kind === 'app'));
  return [{ choices: shown.map(channelChoice) }];
}

function userChoice(user: { id: string; name: string; realName: string }): Choice {
  return { key: user.id, text: user.realName || user.name, description: `@${user.name}`, wire: user.id };
}

function channelChoice(channel: { id: string; name: string; kind: string }): Choice {
  const mark = channel.kind === 'channel' || channel.kind === 'private' ? '#' : '';
  return { key: channel.id, text: `${mark}${channel.name}`, wire: channel.id };
}

/** The entry of `state.values` → choices; ids are looked up, so that they show a name. */
function readSelected(value: unknown, groups: ChoiceGroup[], { state }: Workspace): Choice[] {
  const list = Array.isArray(value) ? value : value ? [value] : [];
  const known = new Map(groups.flatMap((group) => group.choices).map((choice) => [choice.key, choice]));
  return list.map((one) => {
    if (typeof one !== 'string') return asChoice(one);
    const user = state.users.find((person) => person.id === one);
    return known.get(one) ?? (user ? userChoice(user) : { key: one, text: one, wire: one });
  });
}
