import type { KnownBlock } from '@slack/types';
import type { Offers } from '../../operations/api.ts';
import { actions, menu, option } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import { limits } from '../limits.ts';
import type { TypedField } from './create-fields.ts';

/** Below a field: what the application's cloud has for it. Nothing where that is filled in, or where nobody could look. */
export function offerBlocks(
  field: TypedField,
  { vpcs, cidrs }: Offers,
  values: Partial<Record<TypedField, string>>,
  provider = 'AWS',
): KnownBlock[] {
  if (field === 'externalVpcId') return vpcMenu(vpcs, values.externalVpcId, provider);
  return field === 'cidr' ? cidrMenu(cidrs, values.cidr, provider) : [];
}

function vpcMenu(vpcs: Offers['vpcs'], typed: string | undefined, provider: string): KnownBlock[] {
  if (vpcs.length === 0 || vpcs.some(({ id }) => id === typed?.trim())) return [];
  const options = vpcs
    .slice(0, limits.options)
    .map(({ id, name, cidrs }) => option(name ? `${name} (${id})` : id, id, cidrs.join(', ')));
  return actions('create.offer.vpc', [menu(`Choose from ${provider}`, actionIds.createOfferVpc, options)]);
}

function cidrMenu(cidrs: string[], typed: string | undefined, provider: string): KnownBlock[] {
  if (cidrs.length === 0 || cidrs.includes(typed?.trim() ?? '')) return [];
  const options = cidrs.slice(0, limits.options).map((cidr) => option(cidr, cidr));
  return actions('create.offer.cidr', [menu(`Choose from ${provider}`, actionIds.createOfferCidr, options)]);
}
