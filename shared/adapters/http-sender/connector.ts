import { once } from 'node:events';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { isLoopback, refusedRange } from '../../domain/address-guard.ts';
import type { ExchangeError } from '../../domain/exchange.ts';
import type { Resolve } from './resolver.ts';

/** From the first question to a name server to the end of the TLS handshake. */
const connectMs = 4000;
/** Those that an endpoint's URL may name; on any other, another service of somebody's may listen. */
const ports = { https: [443, 8443], http: [80, 443, 8443] } as const;

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

/** Where to connect to: a name or an address, without brackets. */
export interface Destination {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
}

/**
 * Resolves a name once, refuses it if **any** of its addresses is no public one (so that no answer of a name server makes us call our
 * own network) or its port is none of an endpoint's, and connects to an address that was looked at, one after another until one answers. TLS asks for the name, and the
 * certificate is verified. Rejects with NotConnected or with the error of the last address; `patience` ends it early.
 */
export const guardedConnector =
  ({ resolve, allowLoopback }: ConnectorOptions) =>
  async (to: Destination, patience: AbortSignal, times: ConnectTimes): Promise<Socket> => {
    const started = performance.now();
    const signal = AbortSignal.any([patience, AbortSignal.timeout(connectMs)]);
    const addresses = await firstOf(resolve(to.host, signal), signal).catch((cause: unknown) => {
      throw cause instanceof NotConnected ? cause : new NotConnected('dns', cause);
    });
    times.dns = Math.round(performance.now() - started);
    const refused = addresses.find((address) => !(mayConnect(to, address) || (allowLoopback && isLoopback(address))));
    if (refused !== undefined || addresses.length === 0)
      throw new NotConnected('address-refused', refused === undefined ? undefined : refusedRange(refused));
    try {
      return await dialAny(to, addresses, signal);
    } finally {
      times.connect = Math.round(performance.now() - started) - times.dns;
    }
  };

const mayConnect = ({ port, secure }: Destination, address: string): boolean =>
  refusedRange(address) === undefined && ports[secure ? 'https' : 'http'].some((allowed) => allowed === port);

const dialAny = async (to: Destination, addresses: readonly string[], signal: AbortSignal): Promise<Socket> => {
  let last: unknown;
  for (const address of addresses) {
    const socket = dial(to, address);
    try {
      await firstOf(once(socket, to.secure ? 'secureConnect' : 'connect'), signal);
      return socket;
    } catch (error) {
      last = error;
      // whatever it says after this is nobody's concern
      socket.on('error', () => undefined).destroy();
      if (signal.aborted) break;
    }
  }
  throw last;
};

/** `host` is what TLS asks for, without a dot at its end (RFC 6066, 3), and verifies; an address has no name, and is verified as such. */
const dial = ({ host, port, secure }: Destination, address: string): Socket =>
  secure
    ? connectTls({
        host: address,
        port,
        servername: isIP(host) === 0 ? host.replace(/\.$/, '') : '',
        ALPNProtocols: ['http/1.1'],
      })
    : connectTcp({ host: address, port });

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
