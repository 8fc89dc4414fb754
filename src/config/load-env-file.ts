import { existsSync } from 'node:fs';

/** Takes up `.env` of the working folder, where there is one; what is set already wins. */
export function loadEnvFile(): void {
  if (existsSync('.env')) process.loadEnvFile('.env');
}
