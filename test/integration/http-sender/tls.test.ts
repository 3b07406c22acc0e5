import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { post, sender, startHttp, startTcp, watch } from './servers.ts';

/** Of partner.example, signed by itself, good until the year 3000. Its key is no secret. */
const pem = (name: string): URL => new URL(name, import.meta.url);
const certificate = pem('certificate.pem');

/** A server with that certificate, and the names it was asked for. */
const startTls = async () => {
  const asked: (string | false | null)[] = [];
  const bodies: string[] = [];
  const server = createServer(
    { key: readFileSync(pem('key.pem')), cert: readFileSync(certificate) },
    (request, response) => {
      request.on('data', (chunk) => bodies.push(String(chunk))).on('end', () => response.writeHead(204).end());
    },
  );
  server.on('secureConnection', (socket) => asked.push(socket.servername));
  return { ...(await watch(server)), asked, bodies };
};

const toPartner = (server: { port: number }, name = 'partner.example') => `https://${name}:${server.port}/hook`;
const resolve = async () => ['127.0.0.1'];

/** A post of a process that trusts our certificate, as it would one of a public authority. */
const postTrusting = async (url: string): Promise<unknown> => {
  const script = fileURLToPath(new URL('../fixtures/post-once.ts', import.meta.url));
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: fileURLToPath(certificate) };
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
