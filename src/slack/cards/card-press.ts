import { z } from 'zod';
import { parseJson } from '../modals/remember.ts';

/** What a card's button carries: which card, and the version that it was drawn for. */
export interface CardPress {
  card: string;
  version: string;
}

const shape = z.object({ card: z.string(), version: z.string() });

export const packPress = (press: CardPress): string => JSON.stringify(press);

export function readPress(value: string | null | undefined): CardPress | undefined {
  const read = shape.safeParse(parseJson(value ?? ''));
  return read.success ? read.data : undefined;
}
