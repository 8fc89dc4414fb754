import { checkFields, type Fields, readChoice, readText, wrong } from '../control-body.ts';
import { Refusal } from '../http.ts';
import { parseIpv4 } from '../ipv4.ts';
import { type Compute, ensureProject, plantNetwork } from './compute.ts';
import { blockEgress, unblockEgress } from './egress-block.ts';
import { permissions } from './permissions.ts';
import { subnetworksFor } from './seed/subnetworks-for.ts';

const acts = ['deny', 'allow', 'block-egress', 'unblock-egress', 'create-network'] as const;
const fieldsOf: Record<(typeof acts)[number], string[]> = {
  deny: ['project', 'permission'],
  allow: ['project', 'permission'],
  'block-egress': ['project', 'network'],
  'unblock-egress': ['project', 'network'],
  'create-network': ['project', 'network', 'cidr'],
};

/** `POST /sandbox/world {"cloud":"gcp","do":…}`: what is not about one peering. Throws `Refusal` 400. */
export function turnGcp(compute: Compute, fields: Fields): Record<string, unknown> {
  const act = readChoice(fields, 'do', acts);
  checkFields(fields, ['cloud', 'do', ...fieldsOf[act]], `The body for ${act}`);
  switch (act) {
    case 'deny':
    case 'allow': {
      const { denied, id } = readProject(compute, fields);
      const permission = readChoice(fields, 'permission', permissions);
      if (act === 'deny') denied.add(permission);
      else denied.delete(permission);
      return { project: id, denied: [...denied] };
    }
    case 'block-egress':
    case 'unblock-egress': {
      const project = readProject(compute, fields);
      const network = readNetworkIn(project.networks, fields);
      if (act === 'block-egress') blockEgress(compute, project, network);
      else unblockEgress(project, network);
      return { network, firewalls: project.firewalls.map(({ name }) => name) };
    }
    case 'create-network':
      return createNetwork(compute, fields);
  }
}

function readProject({ projects }: Compute, fields: Fields) {
  const project = projects.get(readText(fields, 'project') ?? '');
  if (project) return project;
  throw wrong('project', fields.project, `one of ${[...projects.keys()].slice(0, 10).join(', ')}`);
}

function readNetworkIn(networks: { name: string }[], fields: Fields): string {
  const found = networks.find(({ name }) => name === fields.network);
  if (found) return found.name;
  const names = networks.slice(0, 10).map(({ name }) => name);
  throw wrong('network', fields.network, `one of ${names.join(', ') || 'none: the project has no network'}`);
}

/** In a project that is new as well, if need be. */
function createNetwork(compute: Compute, fields: Fields) {
  const read = (field: string, isRight: (text: string) => boolean, allowed: string) => {
    const text = readText(fields, field) ?? '';
    if (!isRight(text)) throw wrong(field, fields[field], allowed);
    return text;
  };
  const id = read('project', (text) => /^[a-z][-a-z0-9]{4,28}[a-z0-9]$/.test(text), 'a project id');
  const name = read('network', (text) => /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/.test(text), 'a network name');
  const cidr = read('cidr', (text) => text.includes('/') && parseIpv4(text) !== undefined, 'a CIDR');
  const project = ensureProject(compute, id);
  if (project.networks.some((one) => one.name === name))
    throw new Refusal(409, `Network ${name} exists in project ${id}.`);
  plantNetwork(compute, project, { name, subnetworks: subnetworksFor(name, [cidr]) });
  return { network: name };
}
