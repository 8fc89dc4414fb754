import { applicationNetworks } from '../application-networks.ts';
import { byName } from '../by-name.ts';
import { clustersBehind } from '../chain/coverage.ts';
import { overlaps } from '../cidr.ts';
import { attributes } from '../next-step/attributes.ts';
import { hclNames, hclString } from '../next-step/hcl.ts';
import { shellQuote } from '../next-step/shell.ts';
import type { AllowList, Observation, Peering } from '../peering.ts';
import type { CodeExport } from './export-as-code.ts';

/** The allow lists that let the application in on the clusters behind the peering. */
export function exportAllowLists(peering: Peering, observation: Observation): CodeExport {
  const { allowLists } = observation;
  if (!allowLists.ok) {
    return {
      terraform: [],
      commands: [],
      notes: [`The allow lists could not be read: ${allowLists.reason}`],
    };
  }
  const clusters = clustersBehind(peering, observation);
  const networks = applicationNetworks(peering, observation);
  const behind = new Set(clusters.map(({ id }) => id));
  const lists = allowLists.value
    .filter(
      ({ clusterIds, entries }) =>
        clusterIds.some((id) => behind.has(id)) &&
        entries.some((entry) => networks.some((network) => overlaps(entry, network))),
    )
    .sort(byName);
  if (lists.length === 0) return { terraform: [], commands: [], notes: [] };
  const labels = hclNames(lists.map(({ name }) => name));
  return {
    terraform: [
      {
        title: 'Terraform: allow lists (provider yugabyte/ybm)',
        text: lists.map((list, index) => resource(list, labels[index] ?? '')).join('\n\n'),
      },
    ],
    commands: [
      {
        title: 'Command line: allow lists',
        text: lists
          .flatMap((list) => [
            `ybm network-allow-list create --ip-addr ${shellQuote(list.entries.join(','))} --name ${shellQuote(list.name)} --description ${shellQuote(list.description)}`,
            ...clusters
              .filter(({ id }) => list.clusterIds.includes(id))
              .map(
                ({ name }) =>
                  `ybm cluster network allow-list assign --network-allow-list ${shellQuote(list.name)} --cluster-name ${shellQuote(name)}`,
              ),
          ])
          .join('\n'),
      },
    ],
    notes: ['Which clusters a list is on stands in cluster_allow_list_ids of the ybm_cluster.'],
  };
}

function resource({ name, description, entries }: AllowList, label: string): string {
  return [
    'import {',
    ...attributes(2, [
      ['to', `ybm_allow_list.${label}`],
      ['id', hclString(name)],
    ]),
    '}',
    '',
    `resource "ybm_allow_list" "${label}" {`,
    ...attributes(2, [
      ['allow_list_name', hclString(name)],
      ['allow_list_description', hclString(description)],
      ['cidr_list', `[${entries.map(hclString).join(', ')}]`],
    ]),
    '}',
  ].join('\n');
}
