import { applicationVpcs } from '../../src/sandbox/aws/seed/aws-seed.ts';
import { createAws } from '../../src/sandbox/aws/simulator.ts';
import { createWorldClock } from '../../src/sandbox/clock.ts';
import { createFaults } from '../../src/sandbox/faults.ts';
import { applicationProjects } from '../../src/sandbox/gcp/seed/gcp-seed.ts';
import { createGcp } from '../../src/sandbox/gcp/simulator.ts';
import { serve } from '../../src/sandbox/http.ts';
import { createJournal } from '../../src/sandbox/journal.ts';
import { smallCompany } from '../../src/sandbox/scenarios/small-company.ts';
import { createYugabyte } from '../../src/sandbox/yugabyte/simulator.ts';
import { managedDbContract } from './managed-db.ts';

managedDbContract("the sandbox's simulator", async () => {
  const clock = createWorldClock();
  const faults = createFaults();
  const journal = createJournal();
  const aws = createAws({ clock, faults, journal });
  aws.reset(applicationVpcs(smallCompany.yugabyte, smallCompany.aws), smallCompany.name);
  const gcp = createGcp({ clock, faults, journal });
  gcp.reset(applicationProjects(smallCompany.yugabyte, smallCompany.gcp), smallCompany.name);
  const clouds = { AWS: aws.cloud, GCP: gcp.cloud };
  const simulator = createYugabyte({ clock, faults, journal, clouds });
  simulator.reset(smallCompany.yugabyte, smallCompany.name);
  const { port, close } = await serve({ ...simulator, port: 0 });
  return {
    host: `http://127.0.0.1:${port}`,
    apiKey: 'local-api-key-not-real',
    settle: () => clock.advance(2_000, async () => {}),
    async stop() {
      simulator.stop();
      aws.stop();
      gcp.stop();
      await close();
    },
  };
});
