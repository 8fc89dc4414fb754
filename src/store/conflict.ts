import { PeeringBotError } from '../core/errors.ts';

/** `store-conflict`: somebody else wrote the document first. */
export function conflict(key: string, expectedVersion: number): PeeringBotError {
  return new PeeringBotError(
    'store-conflict',
    expectedVersion === 0
      ? `The document ${key} exists already.`
      : `The document ${key} is not at version ${expectedVersion} any more.`,
    {
      means: 'It was changed meanwhile; nothing was overwritten.',
      mend: 'Read it again and repeat the change.',
    },
  );
}
