import type { Verdict } from '../../core/chain/link.ts';
import type { Clouds } from '../../core/cloud/clouds.ts';
import type { Peering } from '../../core/peering.ts';
import type { PlanStep } from '../../core/plan/plan.ts';
import type { Clock, ManagedDb } from '../../core/ports.ts';
import type { OperationDocument, StepNotes } from '../operation-document.ts';

export type StepOf<Kind extends PlanStep['do']> = Extract<PlanStep, { do: Kind }>;

/** What a step works with. */
export interface StepContext {
  managedDb: ManagedDb;
  clouds: Clouds;
  clock: Clock;
  /** As journaled at this moment. */
  operation(): OperationDocument;
  /** Journals what later steps or a restart need; durable when it resolves. */
  note(notes: StepNotes): Promise<void>;
  /** Tells what the peering looks like right now. */
  saw(peering: Peering): Promise<void>;
  /** Will traffic flow, judged from a fresh look at everything? `undefined`: the peering is gone. */
  verdict(): Promise<Verdict | undefined>;
  /** How often this step has looked without success. */
  looks: number;
}

/** How one kind of step is carried out. Throwing `PeeringBotError` ends or repeats it, by its code. */
export interface StepWork<Step extends PlanStep> {
  /** Is the effect there already? Read live, never from the cache. */
  holds(step: Step, context: StepContext): Promise<boolean>;
  /** Brings the effect about. Absent where only time and others do. */
  act?(step: Step, context: StepContext): Promise<void>;
  /** Works with the same key follow each other, from the first look until the effect is seen. */
  alone?(step: Step): string;
  /** How often it is tried again when Yugabyte says that it conflicts with something. */
  conflicts: number;
  /**
   * Where a right is missing, this is handed over: somebody else does it, or grants the right, and it goes on by itself.
   */
  handsOver?: true;
}
