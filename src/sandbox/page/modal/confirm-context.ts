import type { TextObject } from '@slack/types';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** Slack's confirm object. */
export interface Confirm {
  title?: { text: string };
  text?: TextObject;
  confirm?: { text: string };
  deny?: { text: string };
  style?: string;
}

/** Shows the dialog; resolves to whether the person agreed. */
export type AskConfirm = (confirm: Confirm) => Promise<boolean>;

export const ConfirmContext = createContext<AskConfirm>(async () => false);

export function useConfirm(): AskConfirm {
  return useContext(ConfirmContext);
}
