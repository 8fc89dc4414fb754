import { invalid } from './compute-error.ts';

export const origin = 'https://www.googleapis.com/compute/v1';

export const networkPath = (project: string, network: string) =>
  `projects/${project}/global/networks/${network}`;

/** Reads a full link, a partial one, `projects/P/global/networks/N`, and a name alone (same project). */
export function readNetwork(value: unknown, ownProject: string): { project: string; network: string } {
  const text = typeof value === 'string' ? value : '';
  const found = /(?:^|\/)projects\/([^/]+)\/global\/networks\/([^/]+)$/.exec(text);
  if (found?.[1] && found[2]) return { project: found[1], network: found[2] };
  const own = /^(?:global\/networks\/)?([a-z]([-a-z0-9]{0,61}[a-z0-9])?)$/.exec(text);
  if (own?.[1]) return { project: ownProject, network: own[1] };
  throw invalid('networkPeering.network', text, 'The URL is malformed.');
}
