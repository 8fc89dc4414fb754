import type { Journal } from './journal.ts';
import type { Log } from './log.ts';
import type { OperationDocument } from './operation-document.ts';
import type { Runner } from './run-operation.ts';

/** Journals an operation and starts it; one that is journaled already goes on. Throws when it is not stored. */
export type Begin = (operation: OperationDocument) => Promise<void>;

export function createBegin({
  journal,
  runner,
  log,
  onOperation,
}: {
  journal: Journal;
  runner: Runner;
  log: Log;
  onOperation?: ((kind: string, outcome: string) => void) | undefined;
}): Begin {
  return async (operation) => {
    const { id, plan, by, ref } = operation;
    const before = await journal.get(id);
    if (before?.closed) return;
    if (!before) {
      await journal.open(operation);
      const { kind, peeringName } = plan;
      log.info({ operation: id, kind, peering: peeringName, user: by.userId, ref }, 'operation started');
      onOperation?.(kind, 'started');
    }
    runner.start(id);
  };
}
