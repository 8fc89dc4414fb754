import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** What an element is told by the block it lies in. */
export interface Field {
  blockId: string;
  /** The `id` of the block in the document; within an element, that of its control. */
  controlId: string;
  /** Set by an input block: the control is labelled by this element, otherwise it names itself. */
  labelledBy?: string;
  describedBy?: string;
  invalid: boolean;
  /** Input blocks only: whether it may stay empty. */
  optional: boolean;
  required: boolean;
  /** Changes go to the app at once. */
  dispatches: boolean;
}

export const FieldContext = createContext<Field | undefined>(undefined);

export function useField(): Field {
  const field = useContext(FieldContext);
  if (!field) throw new Error('Elements belong in a block.');
  return field;
}
