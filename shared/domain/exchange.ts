import type { Attempt } from './delivery.ts';

/**
 * Why an exchange brought no success, beside its status. `interrupted`: our process died in the middle, nobody knows what arrived.
 * `not-sent`: we could not make the message.
 */
export const exchangeErrors = [
  'dns',
  'address-refused',
  'connect',
  'connect-timeout',
  'tls',
  'timeout',
  'reset',
  'protocol',
  'redirect',
  'interrupted',
  'not-sent',
] as const;
export type ExchangeError = (typeof exchangeErrors)[number];

/** One POST and what came back, headers as far as we heed them. */
export interface Exchange {
  readonly status: number | null;
  readonly error: ExchangeError | null;
  readonly ms: Attempt['ms'];
  /** The first kB of the answer. */
  readonly answer: string;
  readonly retryAfter: string | undefined;
  /** `webhook-delivery: abort-message`: the partner never wants this one. */
  readonly abort: boolean;
}

/** An exchange that did not take place. */
export const noExchange = (error: ExchangeError): Exchange => ({
  status: null,
  error,
  ms: { dns: 0, connect: 0, firstByte: null, total: 0 },
  answer: '',
  retryAfter: undefined,
  abort: false,
});

/** Whether anybody was asked: a message that could not be made says nothing of the receiver. */
export const tookPlace = ({ error }: Exchange): boolean => error !== 'not-sent';

/** Only 2xx that did not break off is success: a followed 302 turns POST into GET, and its 200 lies. */
export const isSuccess = ({ status, error }: Exchange): boolean =>
  error === null && Math.floor((status ?? 0) / 100) === 2;
