import type { Route } from '../http.ts';
import { type Compute, findProject } from './compute.ts';
import { ComputeError, refuseCompute } from './compute-error.ts';

const verb = ':testIamPermissions';

/** Cloud Resource Manager v1: the project, and which of the asked permissions the caller has. */
export function resourceManagerRoutes(current: () => Compute): Route[] {
  const find = (id: string) => findProject(current(), id);
  return [
    {
      method: 'GET',
      path: '/v1/projects/:project',
      handle: ({ params }) => {
        const known = current().projects.get(params.project ?? '');
        // Google does not tell a stranger whether a project exists.
        if (!known) return refuseCompute(403, 'The caller does not have permission');
        return {
          json: {
            projectId: known.id,
            projectNumber: known.number,
            name: known.id,
            lifecycleState: 'ACTIVE',
          },
        };
      },
    },
    {
      method: 'POST',
      path: '/v1/projects/:call',
      handle: (request) => {
        const call = request.params.call ?? '';
        if (!call.endsWith(verb)) return refuseCompute(404, `There is nothing at ${request.path}.`);
        try {
          const project = find(call.slice(0, -verb.length));
          const body = request.json() as { permissions?: unknown } | null;
          if (!Array.isArray(body?.permissions))
            return refuseCompute(400, 'permissions must be a list.', 'badRequest');
          const permissions = body.permissions.filter((one) => !project.denied.has(String(one)));
          return { json: permissions.length > 0 ? { permissions } : {} };
        } catch (error) {
          if (error instanceof ComputeError) return refuseCompute(403, 'The caller does not have permission');
          throw error;
        }
      },
    },
  ];
}
