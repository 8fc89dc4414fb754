import type { Story } from './life.ts';

export const create: Story = {
  name: 'create with access',
  peering: 'payments-mobile',
  effects: { 'create-peering': 1, 'create-allow-list': 1, 'edit-allow-lists': 1 },
  async ask(person) {
    await person.command('/peering create');
    await person.fill({
      'Yugabyte VPC': 'payments-vpc',
      Name: 'payments-mobile',
      'Account ID': '111122223333',
      'VPC ID': 'vpc-0a1b2c3d4e5f60718',
      Region: 'eu-west-1',
      CIDR: '10.20.0.0/16',
      Access: true,
    });
    await person.submit();
  },
  confirm: (person) => person.submit(),
  accepted: true,
};

export const allowAccess: Story = {
  name: 'allow access',
  peering: 'payments-ledger',
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
  effects: { 'edit-allow-lists': 1, 'delete-allow-list': 1, 'delete-peering': 1 },
  async ask(person) {
    await person.command('/peering terminate orders-web');
    await person.fill({ Access: true });
    await person.fill({ 'Type the name to confirm': 'orders-web' });
  },
  confirm: (person) => person.press('Terminate'),
};
