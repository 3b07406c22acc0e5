import type { ExchangeError } from '../../domain/exchange.ts';
import { NotConnected } from './connector.ts';

/** Why an exchange broke, by the error that Node gave. `timedOut` is ours: the whole exchange took too long. */
export const exchangeError = (error: unknown, timedOut: boolean): ExchangeError => {
  const chain = causes(error);
  const notConnected = chain.find((cause) => cause instanceof NotConnected);
  if (notConnected && !timedOut) return notConnected.reason;
  if (timedOut) return 'timeout';
  const codes = chain.map(codeOf);
  if (codes.includes('ETIMEDOUT')) return 'connect-timeout';
  if (codes.some((code) => connectCodes.has(code))) return 'connect';
  if (codes.some((code) => /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/.test(code))) return 'tls';
  if (codes.some((code) => resetCodes.has(code))) return 'reset';
  return 'protocol';
};

const connectCodes = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'EHOSTDOWN', 'EACCES']);
const resetCodes = new Set(['ECONNRESET', 'EPIPE']);

const codeOf = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : '');

const causes = (error: unknown): Error[] => (error instanceof Error ? [error, ...causes(error.cause)] : []);
