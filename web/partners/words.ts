import type { ExchangeError } from '../../shared/domain/exchange.ts';

const errorWords: Readonly<Record<ExchangeError, string>> = {
  dns: 'the host name was not found',
  'address-refused': 'the host’s address is not public',
  connect: 'no connection',
  'connect-timeout': 'no connection within 4 seconds',
  tls: 'the certificate or TLS failed',
  timeout: 'no complete answer within 15 seconds',
  reset: 'the connection was cut',
  protocol: 'the answer is not HTTP',
  redirect: 'a redirect, which is not followed',
  interrupted: 'we were interrupted, and what arrived is not known',
  'not-sent': 'we could not make the message',
};

/** Why an attempt brought no success; null where the status says it. */
export const inWords = (error: string | null): string | null => {
  const known: Readonly<Record<string, string>> = errorWords;
  return error === null ? null : (known[error] ?? error);
};
