import type { Answer, Route, SandboxRequest } from '../http.ts';
import { type Compute, checkPermission, findNetwork, findProject } from './compute.ts';
import { ComputeError, notFound, refuseCompute } from './compute-error.ts';
import { networkPath, origin } from './links.ts';
import { findOperation, showOperation, waitFor } from './operations.ts';
import { pageOf } from './paging.ts';
import { listPeeringRoutes } from './peering-routes.ts';
import { addPeering, removePeering, updatePeering } from './peerings.ts';
import type { Permission } from './permissions.ts';
import type { ProjectRow } from './rows.ts';
import { showFirewall, showNetwork, showProject, showSubnetwork } from './show.ts';

type Handler = (compute: Compute, project: ProjectRow, request: SandboxRequest) => Answer | Promise<Answer>;

/** Compute Engine v1 as far as peerings go. `current` gives the world's state as it is now. */
export function computeRoutes(current: () => Compute): Route[] {
  const route = (method: string, path: string, permission: Permission, handle: Handler): Route => ({
    method,
    path: `/compute/v1/projects/:project${path}`,
    handle: async (request) => {
      try {
        const compute = current();
        const project = findProject(compute, request.params.project ?? '');
        const { network } = request.params;
        const resource = network === undefined ? `projects/${project.id}` : networkPath(project.id, network);
        checkPermission(project, permission, resource);
        return await handle(compute, project, request);
      } catch (error) {
        if (error instanceof ComputeError) return refuseCompute(error.status, error.message, error.reason);
        throw error;
      }
    },
  });
  const change = (method: string, verb: string, permission: Permission, start: typeof addPeering) =>
    route(method, `/global/networks/:network/${verb}`, permission, (compute, project, request) => {
      const body = request.json();
      const fields = typeof body === 'object' && body !== null ? { ...body } : {};
      const requestId = request.query.get('requestId') ?? undefined;
      const operation = start(compute, project, request.params.network ?? '', fields, requestId);
      return { json: showOperation(project, operation) };
    });
  const onNetwork = (verb: string, permission: Permission, handle: Handler) =>
    route('GET', `/global/networks/:network${verb}`, permission, handle);

  return [
    route('GET', '', 'compute.projects.get', (_compute, project) => ({ json: showProject(project) })),
    route('GET', '/global/networks', 'compute.networks.list', (compute, project, { query }) =>
      list(
        'networkList',
        project,
        'global/networks',
        pageOf(
          project.networks.map((one) => showNetwork(compute, project, one)),
          query,
        ),
      ),
    ),
    onNetwork('', 'compute.networks.get', (compute, project, { params }) => ({
      json: showNetwork(compute, project, findNetwork(project, params.network ?? '')),
    })),
    change('POST', 'addPeering', 'compute.networks.addPeering', addPeering),
    change('PATCH', 'updatePeering', 'compute.networks.updatePeering', updatePeering),
    change('POST', 'removePeering', 'compute.networks.removePeering', removePeering),
    onNetwork(
      '/listPeeringRoutes',
      'compute.networks.listPeeringRoutes',
      (compute, project, { params, query }) => {
        const network = findNetwork(project, params.network ?? '');
        const routes = listPeeringRoutes(compute, { project, network }, query);
        return { json: { kind: 'compute#exchangedPeeringRoutesList', ...pageOf(routes, query) } };
      },
    ),
    onNetwork(
      '/getEffectiveFirewalls',
      'compute.networks.getEffectiveFirewalls',
      (_compute, project, { params }) => {
        const { name } = findNetwork(project, params.network ?? '');
        const firewalls = project.firewalls.filter((one) => one.network === name);
        return {
          json: { firewalls: firewalls.map((one) => showFirewall(project, one)), firewallPolicys: [] },
        };
      },
    ),
    route('GET', '/global/firewalls', 'compute.firewalls.list', (_compute, project, { query }) =>
      list(
        'firewallList',
        project,
        'global/firewalls',
        pageOf(
          project.firewalls.map((one) => showFirewall(project, one)),
          query,
        ),
      ),
    ),
    route('GET', '/global/firewalls/:firewall', 'compute.firewalls.get', (_compute, project, { params }) => {
      const found = project.firewalls.find((one) => one.name === params.firewall);
      if (!found) throw notFound(`projects/${project.id}/global/firewalls/${params.firewall}`);
      return { json: showFirewall(project, found) };
    }),
    route(
      'GET',
      '/regions/:region/subnetworks',
      'compute.subnetworks.list',
      (_compute, project, { params, query }) => {
        const rows = project.subnetworks.filter((one) => one.region === params.region);
        const page = pageOf(
          rows.map((one) => showSubnetwork(project, one)),
          query,
        );
        return list('subnetworkList', project, `regions/${params.region}/subnetworks`, page);
      },
    ),
    route('GET', '/aggregated/subnetworks', 'compute.subnetworks.list', (_compute, project, { query }) => {
      const page = pageOf(
        project.subnetworks.map((one) => showSubnetwork(project, one)),
        query,
      );
      const scopes: Record<string, { subnetworks: unknown[] }> = {};
      for (const row of page.items) {
        const scope = `regions/${row.region.split('/').at(-1)}`;
        const found = scopes[scope] ?? { subnetworks: [] };
        found.subnetworks.push(row);
        scopes[scope] = found;
      }
      const answer = list('subnetworkAggregatedList', project, 'aggregated/subnetworks', page);
      return { json: { ...(answer.json as object), items: scopes } };
    }),
    route('GET', '/global/operations', 'compute.globalOperations.list', (_compute, project, { query }) =>
      list(
        'operationList',
        project,
        'global/operations',
        pageOf(
          project.operations.map((one) => showOperation(project, one)),
          query,
        ),
      ),
    ),
    route(
      'GET',
      '/global/operations/:operation',
      'compute.globalOperations.get',
      (_compute, project, { params }) => ({
        json: showOperation(project, findOperation(project, params.operation ?? '')),
      }),
    ),
    {
      ...route(
        'POST',
        '/global/operations/:operation/wait',
        'compute.globalOperations.get',
        async (_compute, project, { params }) => {
          const operation = findOperation(project, params.operation ?? '');
          await waitFor(operation);
          return { json: showOperation(project, operation) };
        },
      ),
      untilTurned: true,
    },
  ];
}

function list(
  kind: string,
  project: ProjectRow,
  path: string,
  page: { items: unknown[]; nextPageToken?: string },
): Answer {
  const link = `projects/${project.id}/${path}`;
  return { json: { kind: `compute#${kind}`, id: link, selfLink: `${origin}/${link}`, ...page } };
}
