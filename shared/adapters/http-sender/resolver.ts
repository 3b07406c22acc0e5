import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';

/** All addresses of a host, IPv4 first: Lambda has no route for IPv6. Rejects when there is none, or the signal aborts. */
export type Resolve = (hostname: string, signal: AbortSignal) => Promise<string[]>;

/**
 * Asks the name servers themselves (c-ares). `dns.lookup` would block one of Node's four threads for as long as a hostile name server
 * likes, and would let this machine's hosts file speak.
 */
export const resolveHost: Resolve = async (hostname, signal) => {
  if (isIP(hostname) !== 0) return [hostname];
  const resolver = new Resolver({ timeout: 1500, tries: 2 });
  const cancel = () => resolver.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const answers = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
    const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    if (addresses.length > 0) return addresses;
    throw new Error(`${hostname} has no address`, { cause: answers.find(({ status }) => status === 'rejected') });
  } finally {
    signal.removeEventListener('abort', cancel);
  }
};

/** For the embedded runtime: `localhost` is this machine, whatever a name server says. */
export const withLocalhost =
  (resolve: Resolve): Resolve =>
  async (hostname, signal) =>
    hostname === 'localhost' ? ['127.0.0.1', '::1'] : resolve(hostname, signal);
