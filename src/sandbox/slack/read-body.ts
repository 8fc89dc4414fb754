import type { z } from 'zod';
import { Refusal, type SandboxRequest } from '../http.ts';

/** The JSON body by `schema`; `Refusal` 400 that names every problem, and the fields there are. */
export function readBody<T extends z.ZodObject>(request: SandboxRequest, schema: T): z.infer<T> {
  const parsed = schema.safeParse(request.body.length === 0 ? {} : request.json());
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => {
    const at = issue.path.join('.');
    return at ? `${at}: ${issue.message}` : issue.message;
  });
  const known = Object.keys(schema.shape).join(', ');
  throw new Refusal(400, `${problems.join('; ')}. Fields: ${known}.`);
}
