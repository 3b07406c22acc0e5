import type { ExchangeError } from '../domain/exchange.ts';

/** What a callback answered; a body that is too long is cut, and longer than any that is right. */
export interface CallbackAnswer {
  readonly status: number | null;
  readonly error: ExchangeError | null;
  readonly body: string;
}

/** Asks followers' callbacks, with the same care for where a URL leads as the sender of webhooks. */
export interface CallbackAsker {
  /** One GET, over by `deadline` (ms since 1970). Whatever the other side does is an answer, not an error. */
  get(request: { readonly url: string; readonly deadline: number }): Promise<CallbackAnswer>;
}
