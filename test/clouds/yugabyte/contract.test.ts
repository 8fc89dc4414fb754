import { managedDbContract } from '../../contract/managed-db.ts';
import { startAeon } from './aeon.ts';
import { apiKey } from './connect.ts';

managedDbContract('the test server', async () => {
  const { host, stop } = await startAeon();
  return { host, apiKey, stop };
});
