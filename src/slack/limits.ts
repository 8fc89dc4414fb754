/**
 * What Slack accepts, in characters or items; the builders in `blocks.ts` hold these.
 * https://docs.slack.dev/reference/block-kit and https://docs.slack.dev/reference/views
 */
export const limits = {
  text: 3000,
  header: 150,
  fieldText: 2000,
  buttonText: 75,
  buttonValue: 2000,
  url: 3000,
  optionText: 75,
  optionValue: 150,
  optionDescription: 75,
  options: 100,
  optionGroupLabel: 75,
  overflowOptions: 5,
  actionElements: 25,
  contextElements: 10,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  inputLabel: 2000,
  inputHint: 2000,
  inputValue: 3000,
  placeholder: 150,
  blocksPerMessage: 50,
  blocksPerModal: 100,
  blocksPerHome: 100,
  /** Of the whole view as JSON. */
  viewBytes: 250_000,
  modalTitle: 24,
  privateMetadata: 3000,
  /** Longer texts are split or refused by `chat.update`. */
  messageText: 4000,
} as const;

/** Shortens to `max` characters (UTF-16 units, never half a pair), the last one then being `…`. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const head = text.slice(0, max - 1);
  return `${/[\uD800-\uDBFF]$/.test(head) ? head.slice(0, -1) : head}…`;
}
