import { expect, test } from 'vitest';
import { findByName } from '../../src/core/find-by-name.ts';
import { awsPeering } from './given.ts';

const shop = awsPeering({ id: '1', name: 'Shop' });
const billing = awsPeering({ id: '2', name: 'billing-eu' });
const twice = [awsPeering({ id: '3', name: 'crm' }), awsPeering({ id: '4', name: 'CRM' })];
const peerings = [shop, billing, ...twice];

test('without regard to case and spaces around', () => {
  expect(findByName(' sHOP ', peerings)).toEqual({ found: 'one', peering: shop });
});

test.each([
  ['with two spaces', 'with  two spaces'],
  ['a line', 'a\nline'],
  ['quoted', '"quoted"'],
  ["'Quoted'", '"quoted"'],
])('%j finds %j', (typed, name) => {
  const peering = awsPeering({ name });
  expect(findByName(typed, [shop, peering])).toEqual({ found: 'one', peering });
});

test('a name that is not unique gives all that have it', () => {
  expect(findByName('crm', peerings)).toEqual({ found: 'many', peerings: twice });
});

test.each([
  ['shp', 'Shop'],
  ['biling-eu', 'billing-eu'],
  ['billing', 'billing-eu'],
])('%j may have meant %j', (typed, nearest) => {
  expect(findByName(typed, peerings)).toEqual({ found: 'none', nearest });
});

test('what is like nothing gets no guess', () => {
  expect(findByName('warehouse-east', peerings)).toEqual({ found: 'none' });
  expect(findByName('', peerings)).toEqual({ found: 'none' });
  expect(findByName('shop', [])).toEqual({ found: 'none' });
});
