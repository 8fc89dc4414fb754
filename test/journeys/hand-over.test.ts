import { afterEach, describe, expect, it } from 'vitest';
import { isInstalled, run } from '../core/next-step/shell.ts';
import { needs } from '../skip.ts';
import { cardOf, createPeering, mobileApp } from './create-peering.ts';
import { eventually } from './driver.ts';
import { type Sandbox, startSandbox, topModal } from './sandbox.ts';

const hasCli = needs('the aws command', isInstalled('aws'), 'pip install awscli');

/** What stands below each "on the command line", as a person copies it. */
function commandLines(modal: string): string {
  const pieces = modal.split('Or on the command line:\n').slice(1);
  return pieces.map((piece) => piece.split(/^(?:Or with Terraform:|\d+\. )/m)[0]).join('');
}

describe.skipIf(!hasCli)('where the bot only advises', () => {
  let sandbox: Sandbox;
  afterEach(() => sandbox.end());

  /** Somebody who may do everything in the application's account, and whose shell is pointed at the sandbox. */
  const paste = (lines: string) =>
    run('bash', ['-e'], {
      input: lines,
      env: {
        AWS_ENDPOINT_URL_EC2: sandbox.world.addresses.aws,
        AWS_ENDPOINT_URL_STS: sandbox.world.addresses.aws,
        AWS_ACCESS_KEY_ID: `AKIALOCL${mobileApp['Account ID']}`,
        AWS_SECRET_ACCESS_KEY: 'not-real',
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_MAX_ATTEMPTS: '1',
        AWS_PAGER: '',
      },
    });

  it('one form ends in a hand-over, whose lines in a shell complete it; the bot goes on by itself', async () => {
    sandbox = await startSandbox({
      scenario: 'both-clouds',
      settings: { PEERING_AWS_MODE: 'advise', PEERING_GCP_MODE: 'advise' },
    });
    const name = String(mobileApp.Name);
    const turnedUntil = (said: (text: string) => boolean) =>
      eventually(async () => {
        await sandbox.clock('5s');
        const { card, notes } = await cardOf(sandbox, name);
        return `${card?.text}\n${notes.map(({ text }) => text).join('\n')}`;
      }, said);
    await createPeering(sandbox, { ...mobileApp, Access: true });
    await turnedUntil((text) => /Routed: waiting.*Resolvable: broken/s.test(text));
    expect(sandbox.world.effects()).toEqual({ 'create-peering': 1 });

    const howTo = await sandbox.press('operator', 'How to accept', { in: 'message', row: name });
    const lines = commandLines(topModal(howTo).text);
    await sandbox.press('operator', 'Close');
    expect(lines.match(/^aws ec2 [a-z-]+/gm)).toEqual([
      'aws ec2 modify-vpc-attribute',
      'aws ec2 modify-vpc-attribute',
      'aws ec2 accept-vpc-peering-connection',
      'aws ec2 create-route',
      'aws ec2 create-route',
    ]);
    expect(await paste(lines)).toMatchObject({ code: 0, stderr: '' });

    const told = await turnedUntil((text) =>
      /Traffic flows\..*Active, and 10\.20\.0\.0\/16 is let in/s.test(text),
    );
    expect(told).toContain('Traffic flows. Cluster payments-db lets 10.20.0.0/16 in.');
    expect(told.match(/: ok/g)).toHaveLength(6);
    expect(sandbox.world.probe()[name]).toBe('arrives');
    expect(sandbox.world.effects()).toEqual({
      'create-peering': 1,
      'create-allow-list': 1,
      'edit-allow-lists': 1,
      ModifyVpcAttribute: 2,
      AcceptVpcPeeringConnection: 1,
      CreateRoute: 2,
    });
  });
});
