import { AsyncLocalStorage } from 'node:async_hooks';
import { type ClientRequestArgs, Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Duplex } from 'node:stream';
import { type ConnectorOptions, type ConnectTimes, guardedConnector } from './connector.ts';

/**
 * A connection that was idle for longer is not used again: Node's own servers close after 5 s, and a frozen Lambda does not see it
 * being closed.
 */
const maxIdleMs = 4_000;
/** Of one origin: no endpoint has more exchanges at a time. */
const maxIdle = 20;

/** Of the exchange that asks for a connection. */
interface Asking {
  readonly signal: AbortSignal;
  /** What the connection took; nothing for one that was there. */
  readonly times: ConnectTimes;
}

/** Connections by origin, made through the guard, each lent to one exchange at a time. */
export const createConnections = (options: ConnectorOptions) => {
  const connect = guardedConnector(options);
  // an agent gives its requests' options to createConnection, but their signals are not among them
  const asking = new AsyncLocalStorage<Asking>();
  const idleSince = new WeakMap<object, number>();

  const guarded = <Agent extends HttpAgent>(agent: Agent, secure: boolean): Agent => {
    agent.on('free', (socket) => idleSince.set(socket, Date.now()));
    return Object.assign(agent, {
      createConnection: (
        { host, port }: ClientRequestArgs,
        callback: (error: Error | null, socket?: Duplex) => void,
      ): void => {
        const asked = asking.getStore();
        if (asked === undefined) throw new Error('a connection that no exchange asked for');
        connect({ host: host ?? '', port: Number(port), secure }, asked.signal, asked.times).then(
          (socket) => callback(null, socket),
          (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
        );
      },
    });
  };
  const agents = {
    'http:': guarded(new HttpAgent({ keepAlive: true, maxFreeSockets: maxIdle }), false),
    'https:': guarded(new HttpsAgent({ keepAlive: true, maxFreeSockets: maxIdle }), true),
  } as const;

  const dropStale = ({ freeSockets }: HttpAgent): void => {
    for (const socket of Object.values(freeSockets).flatMap((sockets) => sockets ?? []))
      if (Date.now() - (idleSince.get(socket) ?? 0) > maxIdleMs) socket.destroy();
  };

  return {
    /** Runs `exchange`, which makes its request before it returns, with the agent for a URL. */
    lend: <Answer>(url: URL, asked: Asking, exchange: (agent: HttpAgent) => Promise<Answer>): Promise<Answer> => {
      const agent = agents[url.protocol === 'https:' ? 'https:' : 'http:'];
      dropStale(agent);
      return asking.run(asked, () => exchange(agent));
    },
    close: (): void => {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
};
