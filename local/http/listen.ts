import type { Server } from 'node:http';

/** How long a stop waits for requests under way. */
const GRACE_MS = 10_000;
const IDLE_CHECK_MS = 50;

/** Listens on 127.0.0.1 (port 0: a free one) and tells the URL. Rejects with EADDRINUSE where the port is taken. */
export const listenOnLoopback = (server: Server, port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      if (address === null || typeof address === 'string') return reject(new Error('no TCP address'));
      return resolve(`http://127.0.0.1:${address.port}`);
    });
  });

/** Takes no new requests and lets those under way finish; connections that are kept alive are closed as they become idle. */
export const closeServer = async (server: Server): Promise<void> => {
  const closed = Promise.withResolvers<void>();
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
  const grace = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  server.close((error) => (error === undefined ? closed.resolve() : closed.reject(error)));
  try {
    await closed.promise;
  } finally {
    clearInterval(idle);
    clearTimeout(grace);
  }
};
