import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { envExample } from '../config/env-example.ts';
import { generateManifests } from '../slack/manifest.ts';

/** Every generated file with its text. */
export function generatedFiles(): Record<string, string> {
  return { '.env.example': envExample(), ...generateManifests() };
}

export async function writeGenerated(): Promise<void> {
  for (const [file, text] of Object.entries(generatedFiles())) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    process.stdout.write(`wrote ${file}\n`);
  }
}
