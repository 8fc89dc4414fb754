import type { ChoiceGroup } from './choice.ts';

/** Where a combobox gets its choices from. */
export type Suggestions =
  | { kind: 'here'; groups: ChoiceGroup[] }
  /** Asked of the app, from `minLength` typed characters on. Resolves to nothing when it did not answer. */
  | { kind: 'app'; minLength: number; ask: (query: string) => Promise<ChoiceGroup[] | undefined> };
