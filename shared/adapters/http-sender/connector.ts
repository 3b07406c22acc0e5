import type { Socket } from 'node:net';
import { buildConnector } from 'undici';
import { isLoopback, refusedRange } from '../../domain/address-guard.ts';
import type { ExchangeError } from '../../domain/exchange.ts';
import type { Resolve } from './resolver.ts';

/** From the first question to a name server to the end of the TLS handshake. */
const connectMs = 4000;

/** Why there is no connection. */
export class NotConnected extends Error {
  readonly reason: ExchangeError;
  constructor(reason: ExchangeError, cause?: unknown) {
    super(`not connected: ${reason}`, { cause });
    this.name = 'NotConnected';
    this.reason = reason;
  }
}

export interface ConnectorOptions {
  readonly resolve: Resolve;
  /** In the embedded runtime alone. */
  readonly allowLoopback: boolean;
}

/** What making a connection took, in ms; both are 0 for an exchange over one that was there. */
export interface ConnectTimes {
  dns: number;
  connect: number;
}

const dial = buildConnector({ allowH2: false, timeout: connectMs, keepAlive: true });

/**
 * A connector for undici that resolves a name once, refuses it if **any** of its addresses is no public one (so that no answer of a
 * name server makes us call our own network), and connects to an address that was looked at, one after another until one answers.
 * TLS asks for the name, and the certificate is verified.
 */
export const guardedConnector =
  ({ resolve, allowLoopback }: ConnectorOptions, times: ConnectTimes): buildConnector.connector =>
  (options, callback) => {
    const connect = async (): Promise<Socket> => {
      const started = performance.now();
      const signal = AbortSignal.timeout(connectMs);
      const addresses = await firstOf(resolve(bare(options.hostname), signal), signal).catch((cause: unknown) => {
        throw cause instanceof NotConnected ? cause : new NotConnected('dns', cause);
      });
      times.dns = Math.round(performance.now() - started);
      const refused = addresses.find((address) => !(mayConnect(address) || (allowLoopback && isLoopback(address))));
      if (refused !== undefined || addresses.length === 0)
        throw new NotConnected('address-refused', refused === undefined ? undefined : refusedRange(refused));
      try {
        return await dialAny(options, addresses, signal);
      } finally {
        times.connect = Math.round(performance.now() - started) - times.dns;
      }
    };
    connect().then(
      (socket) => callback(null, socket),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
    );
  };

const mayConnect = (address: string): boolean => refusedRange(address) === undefined;
const bare = (hostname: string): string => hostname.replace(/^\[(.*)\]$/, '$1');

const dialAny = async (
  options: buildConnector.Options,
  addresses: readonly string[],
  signal: AbortSignal,
): Promise<Socket> => {
  let last: unknown;
  for (const address of addresses) {
    const dialled = dialOne(options, address);
    try {
      return await firstOf(dialled, signal);
    } catch (error) {
      last = error;
      // a connection that comes too late is not left open
      dialled.then((socket) => socket.destroy()).catch(() => undefined);
      if (signal.aborted) break;
    }
  }
  throw last;
};

const dialOne = (options: buildConnector.Options, address: string): Promise<Socket> =>
  new Promise((resolve, reject) => {
    // `host` stays the name, which TLS asks for and verifies; `hostname` is where to go
    dial({ ...options, hostname: address }, (...[error, socket]) => {
      if (socket) resolve(socket);
      else reject(error);
    });
  });

/** The promise, or `connect-timeout` when the signal aborts first. */
const firstOf = <Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> =>
  Promise.race([
    promise,
    new Promise<never>((_, reject) => {
      const abort = () => reject(new NotConnected('connect-timeout'));
      if (signal.aborted) abort();
      signal.addEventListener('abort', abort, { once: true });
    }),
  ]);
