import type { KnownBlock, PlainTextOption } from '@slack/types';
import type { Plan } from '../../core/plan/plan.ts';
import { input, option } from '../blocks.ts';
import { elementIn, type ViewValues } from '../interaction.ts';
import { limits } from '../limits.ts';

/** Slack draws so many boxes; more are chosen from a menu. */
const MOST_BOXES = 10;

/**
 * The route tables that a plan touches, each of which may be left out. `plan`: with all of them. Nothing where there is
 * none.
 */
export function routeTablesField(plan: Plan, leaveOut: readonly string[], action: string): KnownBlock[] {
  const tables = tablesIn(plan).slice(0, limits.options);
  if (tables.length === 0) return [];
  const options = tables.map(tableOption);
  const ticked = options.filter(({ value }) => !leaveOut.includes(value ?? ''));
  return [
    input({
      id: 'plan.route-tables',
      label: 'Route tables',
      hint: 'Leave out the ones whose routes are looked after elsewhere, by Terraform for example.',
      optional: true,
      dispatch: true,
      element: {
        type: tables.length <= MOST_BOXES ? 'checkboxes' : 'multi_static_select',
        action_id: action,
        options,
        ...(ticked.length > 0 && { initial_options: ticked }),
      },
    }),
  ];
}

/** The tables of `plan` that are not ticked; `undefined` where the view shows no such field. */
export function leftOut(plan: Plan, values: ViewValues, action: string): string[] | undefined {
  const ticked = elementIn(values, action)?.value.selected_options;
  if (!ticked) return undefined;
  const kept = new Set(ticked.map(({ value }) => value));
  return tablesIn(plan).flatMap(({ id }) => (kept.has(id) ? [] : [id]));
}

interface Table {
  id: string;
  name?: string;
  cidrs: string[];
}

function tablesIn({ steps }: Plan): Table[] {
  const tables = new Map<string, Table>();
  for (const step of steps) {
    if (step.do !== 'add-route') continue;
    const { routeTableId: id, tableName, cidr } = step;
    const known = tables.get(id) ?? { id, ...(tableName !== undefined && { name: tableName }), cidrs: [] };
    tables.set(id, { ...known, cidrs: [...known.cidrs, cidr] });
  }
  return [...tables.values()];
}

function tableOption({ id, name, cidrs }: Table): PlainTextOption {
  return option(name ? `${name} (${id})` : id, id, `gets ${cidrs.join(', ')}`);
}
