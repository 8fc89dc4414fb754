import type { ApplicationCloud } from '../application-cloud.ts';
import { Refusal } from '../http.ts';
import type { Half } from './application-cloud.ts';
import type { Compute } from './compute.ts';
import { blockEgress, unblockEgress } from './egress-block.ts';
import type { NetworkRow, ProjectRow } from './rows.ts';

/** What somebody does to the application network of a peering in the console. */
export function mishaps(
  current: () => Compute,
  find: (id: string) => Half | undefined,
  remove: (id: string) => boolean,
): ApplicationCloud['mishaps'] {
  const on = (act: (project: ProjectRow, network: NetworkRow) => void) => (id: string) => {
    const { project, network } = find(id) ?? {};
    if (!project || !network) throw new Refusal(409, 'GCP has no application network of that peering.');
    act(project, network);
  };
  return {
    'block-egress': on((project, { name }) => blockEgress(current(), project, name)),
    'unblock-egress': on((project, { name }) => unblockEgress(project, name)),
    'remove-mirror'(id) {
      if (!remove(id)) throw new Refusal(409, 'The application network has no mirror of that peering.');
    },
  };
}
