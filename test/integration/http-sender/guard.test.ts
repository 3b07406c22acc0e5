import { describe, expect, test, vi } from 'vitest';
import { resolveHost } from '../../../shared/adapters/http-sender/resolver.ts';
import { post, sender, startHttp } from './servers.ts';

/** A name server that gives these answers one after another, the last of them for good. */
const resolving = (...answers: readonly string[][]) => {
  let asked = 0;
  return vi.fn(async () => {
    asked += 1;
    return answers[Math.min(asked, answers.length) - 1] ?? [];
  });
};

describe('a name that leads into a network of ours', () => {
  test.each([
    ['10.0.0.1'],
    ['169.254.169.254'],
    ['192.168.1.1'],
    ['100.64.0.1'],
    ['0.0.0.0'],
    ['::1'],
    ['::'],
    ['::ffff:127.0.0.1'],
    ['::ffff:93.184.216.34'],
    ['fd00:ec2::254'],
    ['fe80::1%lo'],
    ['64:ff9b::7f00:1'],
    ['not an address'],
  ])('to %s is refused', async (address) => {
    const deployed = sender({ allowLoopback: false, resolve: resolving([address]) });
    const exchange = await post(deployed, 'https://partner.example/hook');
    expect(exchange).toMatchObject({ status: null, error: 'address-refused', answer: '' });
  });

  test('to this machine is refused, and nothing is dialled', async () => {
    const server = await startHttp();
    const deployed = sender({ allowLoopback: false, resolve: resolving(['127.0.0.1']) });
    for (const scheme of ['http', 'https'])
      expect(await post(deployed, `${scheme}://partner.example:${server.port}/`)).toMatchObject({
        error: 'address-refused',
      });
    expect(await post(deployed, server.url)).toMatchObject({ error: 'address-refused' });
    expect(server.sockets).toHaveLength(0);
  });

  test('by one of its addresses is refused for all of them, wherever that one stands', async () => {
    const server = await startHttp();
    for (const addresses of [
      ['10.0.0.1', '127.0.0.1', '127.0.0.1'],
      ['127.0.0.1', '10.0.0.1', '127.0.0.1'],
      ['127.0.0.1', '127.0.0.1', 'fd00::1'],
    ]) {
      const exchange = await post(sender({ resolve: resolving(addresses) }), `http://partner.example:${server.port}/`);
      expect(exchange).toMatchObject({ status: null, error: 'address-refused' });
    }
    expect(server.sockets).toHaveLength(0);
  });

  test('only at the second look was checked at the first, which is the one that counts', async () => {
    const server = await startHttp();
    const resolve = resolving(['127.0.0.1'], ['10.0.0.1']);
    const url = `http://partner.example:${server.port}/hook`;
    expect(await post(sender({ resolve }), url)).toMatchObject({ status: 204, error: null });
    // asked once, dialled what was checked, and the partner saw its name
    expect(resolve).toHaveBeenCalledTimes(1);
    expect(server.sockets.map(({ localAddress }) => localAddress)).toEqual(['127.0.0.1']);
    expect(server.posted[0]?.headers.host).toBe(`partner.example:${server.port}`);
  });

  test('since the last exchange is refused when the connection must be made anew', async () => {
    const server = await startHttp((response) => response.writeHead(204, { connection: 'close' }).end());
    const rebinding = sender({ resolve: resolving(['127.0.0.1'], ['10.0.0.1']) });
    const url = `http://partner.example:${server.port}/hook`;
    expect(await post(rebinding, url)).toMatchObject({ status: 204 });
    expect(await post(rebinding, url)).toMatchObject({ status: null, error: 'address-refused' });
    expect(server.sockets).toHaveLength(1);
  });
});

describe('a URL that no endpoint may have', () => {
  test.each(['user@', 'user:password@', ':password@'])('is not asked with its user info, %s', async (userInfo) => {
    const server = await startHttp();
    const url = `http://${userInfo}127.0.0.1:${server.port}/`;
    expect(await post(sender(), url)).toMatchObject({ status: null, error: 'address-refused' });
    expect(server.sockets).toHaveLength(0);
  });

  test('is refused where it is none at all', async () => {
    expect(await post(sender(), 'https://1.2.3.256/')).toMatchObject({ status: null, error: 'address-refused' });
  });

  test.each(['https://[2d00::1]:22/', 'https://[2d00::1]:80/', 'http://[2d00::1]:6379/'])(
    // public, and handed out to nobody
    'is not asked on a port of another service: %s',
    async (url) => {
      expect(await post(sender({ allowLoopback: false }), url)).toMatchObject({
        status: null,
        error: 'address-refused',
      });
    },
  );
});

describe('a name', () => {
  test('of several addresses is reached at the first that answers', async () => {
    const server = await startHttp();
    // nobody listens on the first
    const resolve = resolving(['::1', '127.0.0.1']);
    const exchange = await post(sender({ resolve }), `http://partner.example:${server.port}/`);
    expect(exchange).toMatchObject({ status: 204, error: null });
    expect(server.sockets).toHaveLength(1);
  });

  test('without any address is refused', async () => {
    expect(await post(sender({ resolve: resolving([]) }), 'https://partner.example/')).toMatchObject({
      error: 'address-refused',
    });
  });

  test('that no name server knows is a failure of the name', async () => {
    const resolve = () => Promise.reject(new Error('partner.example has no address'));
    expect(await post(sender({ resolve }), 'https://partner.example/')).toMatchObject({ status: null, error: 'dns' });
  });

  test('whose name server says nothing is given up at the deadline', async () => {
    const resolve = () => new Promise<never>(() => undefined);
    const exchange = await post(sender({ resolve }), 'https://partner.example/', { patienceMs: 200 });
    expect(exchange).toMatchObject({ status: null, error: 'timeout' });
  });

  test('whose name server says nothing is given up after the time to connect, however long the exchange may take', async () => {
    const signals: AbortSignal[] = [];
    const resolve = (_: string, signal: AbortSignal) => {
      signals.push(signal);
      return new Promise<never>(() => undefined);
    };
    const exchange = await post(sender({ resolve }), 'https://partner.example/', { patienceMs: 30_000 });
    expect(exchange).toMatchObject({ status: null, error: 'connect-timeout' });
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  test('is asked for without brackets where it is an address of IPv6', async () => {
    const resolve = resolving(['10.0.0.1']);
    await post(sender({ resolve }), 'https://[2606:4700::1111]/');
    expect(resolve.mock.calls).toEqual([['2606:4700::1111', expect.any(AbortSignal)]]);
  });
});

test('localhost is this machine in the embedded runtime, whatever a name server says', async () => {
  const server = await startHttp();
  expect(await post(sender(), `http://localhost:${server.port}/`)).toMatchObject({ status: 204, error: null });
});

test('an address is not asked of a name server', async () => {
  const { signal } = new AbortController();
  expect(await resolveHost('127.0.0.1', signal)).toEqual(['127.0.0.1']);
  expect(await resolveHost('2606:4700::1111', signal)).toEqual(['2606:4700::1111']);
});
