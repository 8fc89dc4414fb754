import type { Checked } from '../core/checked.ts';
import type { Clock } from '../core/ports.ts';
import { type Check, type Finding, notCheckable, problem, sayFailure } from './check.ts';

interface ExamineOptions {
  /** Real time: the network does not wait for a clock that is turned. */
  machine: Pick<Clock, 'after'>;
  /** How long one check may take. */
  withinMs: number;
  redact: (text: string) => string;
  /** What a check threw, for the log. */
  onFailure: (check: string, error: unknown) => void;
}

/** Makes one check. Never throws, and ends in time whatever the check does. */
export async function examine(check: Check, options: ExamineOptions): Promise<Checked> {
  const { sentence, mend, status } = await inTime(findOut(check, options), options);
  const { redact } = options;
  return {
    check: check.name,
    status,
    sentence: redact(sentence),
    ...(mend !== undefined && { mend: redact(mend) }),
  };
}

async function findOut({ name, needs, run }: Check, { onFailure }: ExamineOptions): Promise<Finding> {
  try {
    await needs?.held();
  } catch {
    return notCheckable(needs?.otherwise ?? '');
  }
  try {
    return await run();
  } catch (error) {
    onFailure(name, error);
    const { sentence, mend } = sayFailure(error);
    return problem(sentence, mend);
  }
}

async function inTime(work: Promise<Finding>, { machine, withinMs }: ExamineOptions): Promise<Finding> {
  let cancel = () => {};
  const over = new Promise<Finding>((resolve) => {
    const late = problem(
      `This did not end within ${withinMs / 1000} s.`,
      'Try again; if it stays, look at the network and the disk of the machine.',
    );
    cancel = machine.after(withinMs, () => resolve(late));
  });
  return Promise.race([work, over]).finally(cancel);
}
