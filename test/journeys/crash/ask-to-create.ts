import type { Values } from '../create-peering.ts';
import type { Story } from './life.ts';

/** Up to the plan: the form, with access. */
export const askToCreate =
  (values: Values): Story['ask'] =>
  async (person) => {
    await person.command('/peering create');
    await person.fill({ ...values, Access: true });
    await person.submit();
  };
