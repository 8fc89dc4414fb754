import { mobileApp } from '../create-peering.ts';
import { withoutClouds } from '../without-clouds.ts';
import { askToCreate } from './ask-to-create.ts';
import type { Story } from './life.ts';

export const create: Story = {
  name: 'create with access',
  peering: 'payments-mobile',
  settings: withoutClouds,
  effects: { 'create-peering': 1, 'create-allow-list': 1, 'edit-allow-lists': 1 },
  ask: askToCreate(mobileApp),
  confirm: (person) => person.submit(),
  accepted: true,
};

export const allowAccess: Story = {
  name: 'allow access',
  peering: 'payments-ledger',
  settings: withoutClouds,
  effects: { 'create-allow-list': 1, 'edit-allow-lists': 1 },
  async ask(person) {
    await person.command('/peering details payments-ledger');
    await person.press('Allow access');
  },
  confirm: (person) => person.submit(),
};

export const terminate: Story = {
  name: 'terminate and take the access away',
  peering: 'orders-web',
  settings: withoutClouds,
  effects: { 'edit-allow-lists': 1, 'delete-allow-list': 1, 'delete-peering': 1 },
  async ask(person) {
    await person.command('/peering terminate orders-web');
    await person.fill({ Access: true });
    await person.fill({ 'Type the name to confirm': 'orders-web' });
  },
  confirm: (person) => person.press('Terminate'),
};
