import { mobileApp, searchApp } from '../create-peering.ts';
import { askToCreate } from './ask-to-create.ts';
import type { Story } from './life.ts';

const inBothClouds = { scenario: 'both-clouds', settings: {} };

export const createInAws: Story = {
  name: 'create and complete in AWS',
  peering: 'payments-mobile',
  ...inBothClouds,
  effects: {
    'create-peering': 1,
    'create-allow-list': 1,
    'edit-allow-lists': 1,
    ModifyVpcAttribute: 1,
    AcceptVpcPeeringConnection: 1,
    CreateRoute: 2,
  },
  ask: askToCreate(mobileApp),
  confirm: (person) => person.submit(),
};

export const terminateInAws: Story = {
  name: 'terminate and clean up in AWS',
  peering: 'orders-web',
  ...inBothClouds,
  effects: { 'delete-peering': 1, DeleteRoute: 2 },
  async ask(person) {
    await person.command('/peering terminate orders-web');
    await person.fill({ 'Type the name to confirm': 'orders-web' });
  },
  confirm: (person) => person.press('Terminate'),
};

export const createInGcp: Story = {
  name: 'create and complete in GCP',
  peering: 'search-app',
  ...inBothClouds,
  effects: { 'create-peering': 1, 'create-allow-list': 1, 'edit-allow-lists': 1, 'gcp-add-peering': 1 },
  ask: askToCreate(searchApp),
  confirm: (person) => person.submit(),
};

export const terminateInGcp: Story = {
  name: 'terminate and clean up in GCP',
  peering: 'analytics-jobs',
  ...inBothClouds,
  effects: { 'delete-peering': 1, 'gcp-remove-peering': 1 },
  async ask(person) {
    await person.command('/peering terminate analytics-jobs');
    await person.fill({ 'Type the name to confirm': 'analytics-jobs' });
  },
  confirm: (person) => person.press('Terminate'),
};
