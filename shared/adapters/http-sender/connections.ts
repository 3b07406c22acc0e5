import { Client } from 'undici';
import { type ConnectorOptions, type ConnectTimes, guardedConnector } from './connector.ts';

/** One connection, for one exchange at a time. */
export interface Connection {
  readonly origin: string;
  readonly client: Client;
  readonly times: ConnectTimes;
}

/** Connections that are kept for the next exchange; the oldest go first. */
const maxIdle = 100;
const idleMs = 30_000;

/**
 * Connections by origin, each lent to one exchange at a time, so that what a connection costs is known to the exchange that made it.
 * One that was idle for 30 s, or that the partner closed, is made anew, through the guard.
 */
export const createConnections = (options: ConnectorOptions) => {
  const idle: Connection[] = [];

  const open = (origin: string): Connection => {
    const times: ConnectTimes = { dns: 0, connect: 0 };
    const connect = guardedConnector(options, times);
    const client = new Client(origin, {
      connect,
      pipelining: 1,
      keepAliveTimeout: idleMs,
      keepAliveMaxTimeout: idleMs,
    });
    return { origin, client, times };
  };

  return {
    take: (origin: string): Connection => {
      const at = idle.findLastIndex((connection) => connection.origin === origin && !connection.client.destroyed);
      const [connection] = at === -1 ? [] : idle.splice(at, 1);
      if (connection === undefined) return open(origin);
      Object.assign(connection.times, { dns: 0, connect: 0 });
      return connection;
    },
    giveBack: async (connection: Connection): Promise<void> => {
      idle.push(connection);
      if (idle.length > maxIdle) await idle.shift()?.client.destroy();
    },
    close: async (): Promise<void> => {
      await Promise.all(idle.splice(0).map(({ client }) => client.destroy()));
    },
  };
};
