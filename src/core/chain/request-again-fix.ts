import type { BotFix } from './link.ts';

export const REQUEST_AGAIN: BotFix = { kind: 'bot', fix: 'request-again', label: 'Request again' };
