import type { Config } from '../config/load-config.ts';

export type Named = Pick<Config, 'rights' | 'owners'>;

/** Every user or user-group id that the settings name, with the settings that do. */
export function namedIds({ rights, owners }: Named): { id: string; settings: string[] }[] {
  const settings = new Map<string, Set<string>>();
  for (const [setting, ids] of [
    ['PEERING_OPERATORS', rights.operators],
    ['PEERING_APPROVERS', rights.approvers],
    ['PEERING_OWNERS', [...owners.values()]],
  ] as const) {
    for (const id of ids) settings.set(id, (settings.get(id) ?? new Set()).add(setting));
  }
  return [...settings].map(([id, names]) => ({ id, settings: [...names] }));
}

export const isGroup = (id: string) => id.startsWith('S');
