import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { pemFile, post, sender, startHttp, startTcp, startTls } from './servers.ts';

const toPartner = (server: { port: number }, name = 'partner.example') => `https://${name}:${server.port}/hook`;
const resolve = async () => ['127.0.0.1'];

/** A post of a process that trusts our certificate, as it would one of a public authority. */
const postTrusting = async (url: string): Promise<unknown> => {
  const script = fileURLToPath(new URL('../fixtures/post-once.ts', import.meta.url));
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: fileURLToPath(pemFile('certificate.pem')) };
  const { stdout } = await promisify(execFile)(process.execPath, [script, url], { env });
  return JSON.parse(stdout);
};

describe('a partner’s certificate', () => {
  test('that nobody vouches for is refused before a word of the message', async () => {
    const server = await startTls();
    const exchange = await post(sender({ resolve }), toPartner(server));
    expect(exchange).toMatchObject({ status: null, error: 'tls', ms: { firstByte: null } });
    expect(server.bodies).toEqual([]);
  });

  test('that is vouched for is taken for its name, which is what was asked for, not the address', async () => {
    const server = await startTls();
    expect(await postTrusting(toPartner(server))).toMatchObject({ status: 204, error: null });
    expect(server.asked).toEqual(['partner.example']);
    expect(server.bodies).toEqual(['{}']);
  });

  test.each(['other.example', 'sub.partner.example', '127.0.0.1'])('is refused for %s', async (name) => {
    const server = await startTls();
    expect(await postTrusting(toPartner(server, name))).toMatchObject({ status: null, error: 'tls' });
    expect(server.bodies).toEqual([]);
  });
});

describe('a handshake', () => {
  test('with a server that speaks no TLS fails', async () => {
    const server = await startHttp();
    expect(await post(sender({ resolve }), toPartner(server))).toMatchObject({ status: null, error: 'tls' });
    expect(server.posted).toEqual([]);
  });

  test('that never ends is given up after the time to connect', async () => {
    const server = await startTcp(() => undefined);
    expect(await post(sender({ resolve }), toPartner(server))).toMatchObject({
      status: null,
      error: 'connect-timeout',
    });
  });

  test('that never ends is given up at the deadline, if that comes first', async () => {
    const server = await startTcp(() => undefined);
    const exchange = await post(sender({ resolve }), toPartner(server), { patienceMs: 300 });
    expect(exchange).toMatchObject({ status: null, error: 'timeout' });
  });
});
