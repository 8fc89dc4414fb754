import type { Json } from '../block-kit/checks.ts';
import type { Context } from '../context.ts';
import type { Args } from './args.ts';

/** One method of the Web API. */
export interface Method {
  /** `any`: also without a token. */
  token: 'bot' | 'app' | 'any';
  /** Any one of them suffices; none is needed when empty. */
  scopes: string[];
  /** The answer without `ok`. Throws `SlackError`. */
  run(context: Context, args: Args): Json;
}

/** Answered as `{ok:false, error, …more}` with status 200. */
export class SlackError extends Error {
  readonly more: Json;
  constructor(code: string, more: Json = {}) {
    super(code);
    this.more = more;
  }
}

/** Answered with status 429 and `Retry-After`. */
export class TooFast extends Error {
  readonly seconds: number;
  constructor(seconds: number) {
    super('ratelimited');
    this.seconds = seconds;
  }
}
