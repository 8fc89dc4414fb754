import { createWorldClock } from '../../src/sandbox/clock.ts';
import { createFaults } from '../../src/sandbox/faults.ts';
import { serve } from '../../src/sandbox/http.ts';
import { createJournal } from '../../src/sandbox/journal.ts';
import { smallCompany } from '../../src/sandbox/scenarios/small-company.ts';
import { createScriptedCloud } from '../../src/sandbox/scripted-cloud.ts';
import { createYugabyte } from '../../src/sandbox/yugabyte/simulator.ts';
import { managedDbContract } from './managed-db.ts';

managedDbContract("the sandbox's simulator", async () => {
  const clock = createWorldClock();
  const simulator = createYugabyte({
    clock,
    faults: createFaults(),
    journal: createJournal(),
    clouds: { AWS: createScriptedCloud('AWS', clock), GCP: createScriptedCloud('GCP', clock) },
  });
  simulator.reset(smallCompany.yugabyte, smallCompany.name);
  const { port, close } = await serve({ ...simulator, port: 0 });
  return {
    host: `http://127.0.0.1:${port}`,
    apiKey: 'local-api-key-not-real',
    settle: () => clock.advance(2_000, async () => {}),
    async stop() {
      simulator.stop();
      await close();
    },
  };
});
