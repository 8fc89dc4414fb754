/** One thing to choose in a select, whatever kind of select it is. */
export interface Choice {
  /** Unlike any other in the list. */
  key: string;
  text: string;
  description?: string;
  /** What goes into `state.values`: an option object or an id. */
  wire: unknown;
}

export interface ChoiceGroup {
  label?: string;
  choices: Choice[];
}

interface WireOption {
  text?: { text?: string };
  value?: string;
  description?: { text?: string };
}

/** Slack's option object → choice. */
export function asChoice(option: unknown): Choice {
  const { text, value, description } = (option ?? {}) as WireOption;
  const words = text?.text ?? value ?? '';
  return {
    key: value ?? words,
    text: words,
    wire: option,
    ...(description?.text && { description: description.text }),
  };
}

/** `{options}` or `{option_groups}` → groups. */
export function asGroups(source: { options?: unknown; option_groups?: unknown }): ChoiceGroup[] {
  if (Array.isArray(source.option_groups)) {
    return (source.option_groups as { label?: { text?: string }; options?: unknown[] }[]).map((group) => ({
      label: group.label?.text ?? '',
      choices: (group.options ?? []).map(asChoice),
    }));
  }
  return [{ choices: Array.isArray(source.options) ? source.options.map(asChoice) : [] }];
}

/** Those that contain the words, as Slack's own selects filter. */
export function filterGroups(groups: ChoiceGroup[], query: string): ChoiceGroup[] {
  const wanted = query.trim().toLowerCase();
  if (!wanted) return groups;
  return groups
    .map((group) => ({ ...group, choices: group.choices.filter((choice) => matches(choice, wanted)) }))
    .filter((group) => group.choices.length > 0);
}

function matches(choice: Choice, wanted: string): boolean {
  return `${choice.text} ${choice.description ?? ''}`.toLowerCase().includes(wanted);
}
