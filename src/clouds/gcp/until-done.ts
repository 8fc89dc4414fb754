import { setTimeout as sleep } from 'node:timers/promises';
import { failureOf } from './failure.ts';
import type { Session } from './session.ts';

/** `wait` answers after two minutes at most, done or not; one exchange is given up sooner. */
const PAUSE_MS = 500;

/** Waits for an operation; what it failed with is thrown, as the client itself never does. */
export async function untilDone(session: Session, operation: string): Promise<void> {
  for (;;) {
    const state = await wait(session, operation);
    if (String(state?.status) === 'DONE') {
      const [first] = state?.error?.errors ?? [];
      if (!first) return;
      const failed = new Error(first.message ?? 'the operation failed');
      Object.assign(failed, { code: state?.httpErrorStatusCode ?? 400 });
      throw failed;
    }
    await sleep(PAUSE_MS);
  }
}

/** How far it is; `undefined`: not told in the time of one exchange. */
async function wait(session: Session, operation: string) {
  try {
    const [state] = await session.call('compute.globalOperations.get', ({ operations }) =>
      operations.wait({ project: session.project, operation }),
    );
    return state;
  } catch (error) {
    if (failureOf(error).kind === 'timeout' && !session.isOver()) return undefined;
    throw error;
  }
}
