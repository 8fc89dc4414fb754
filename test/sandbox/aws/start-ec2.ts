import { externalId, roleName } from '../../../src/sandbox/aws/query/caller.ts';
import type { ApplicationVpcSeed } from '../../../src/sandbox/aws/seed/aws-seed.ts';
import { createAws } from '../../../src/sandbox/aws/simulator.ts';
import { createWorldClock } from '../../../src/sandbox/clock.ts';
import { createFaults } from '../../../src/sandbox/faults.ts';
import { serve } from '../../../src/sandbox/http.ts';
import { createJournal } from '../../../src/sandbox/journal.ts';

/** EC2 and STS alone, over HTTP, with these VPCs in accounts that the bot has a role in. */
export async function startEc2(vpcs: ApplicationVpcSeed[]) {
  const clock = createWorldClock(Date.UTC(2030, 0, 1));
  const journal = createJournal();
  const simulator = createAws({ clock, faults: createFaults(), journal });
  simulator.reset(vpcs, 'test');
  const served = await serve({ ...simulator, port: 0 });
  return {
    simulator,
    journal,
    url: `http://127.0.0.1:${served.port}`,
    roleArn: `arn:aws:iam::{accountId}:role/${roleName}`,
    externalId,
    turn: (ms: number) => clock.advance(ms, async () => {}),
    /** Yugabyte asks to be peered with that VPC; answers the connection's id. */
    request(application: ApplicationVpcSeed, yugabyte: Omit<ApplicationVpcSeed, 'name'>): string {
      const end = ({ account, id, region, cidrs }: Omit<ApplicationVpcSeed, 'name'>) => ({
        project: account,
        network: id,
        region,
        cidrs,
      });
      simulator.cloud.request({
        id: `peering-${application.id}`,
        yugabyte: end(yugabyte),
        application: end(application),
      });
      const all = simulator.state().accounts[application.account]?.regions[application.region];
      const connections = (all?.peeringConnections ?? []) as Connection[];
      const mine = connections.find(
        ({ AccepterVpcInfo, RequesterVpcInfo }) =>
          AccepterVpcInfo.VpcId === application.id && RequesterVpcInfo.VpcId === yugabyte.id,
      );
      if (!mine) throw new Error(`no request to ${application.id} has appeared`);
      return mine.VpcPeeringConnectionId;
    },
    async stop() {
      simulator.stop();
      await served.close();
    },
  };
}

interface Connection {
  VpcPeeringConnectionId: string;
  AccepterVpcInfo: { VpcId: string };
  RequesterVpcInfo: { VpcId: string };
}
