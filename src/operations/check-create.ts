import { checkCreateForm } from '../core/check-create-form.ts';
import type { CreateForm, FieldProblem } from '../core/create-form.ts';
import type { Observation } from '../core/peering.ts';
import type { Journal } from './journal.ts';
import { requesting } from './requesting.ts';

export function checkCreate(
  form: CreateForm,
  observation: Observation,
  journal: Journal,
  only?: (keyof CreateForm)[],
): FieldProblem[] {
  const problems = checkCreateForm(form, observation, requesting(journal, observation));
  return only ? problems.filter(({ field }) => only.includes(field)) : problems;
}
