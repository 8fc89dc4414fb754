import { z } from 'zod';
import { shown, text } from './parts.ts';

const project = z
  .object({
    id: text,
    name: text,
    spec: shown(z.object({ name: text })),
    info: shown(z.object({ id: text })),
  })
  .transform(({ id, name, spec, info }) => ({ id: info?.id ?? id, name: spec?.name ?? name ?? '' }));

/** The answer of `GET /account`. Roles are not looked at: they carry values that even the vendor's client stumbles over. */
export const accountAnswer = z
  .object({ data: z.object({ info: z.object({ id: z.string().min(1), projects: z.array(project) }) }) })
  .transform(({ data: { info } }) => ({
    id: info.id,
    projects: info.projects.flatMap(({ id, name }) => (id ? [{ id, name }] : [])),
  }));
