import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { listenOnLoopback } from '../../local/http/listen.ts';
import { createTextSender, type TwilioOptions } from '../../shared/adapters/twilio/messages.ts';
import type { TextSendOutcome } from '../../shared/ports/text-sender.ts';
import {
  credentials,
  messagingServiceSid,
  type Simulation,
  startSimulation,
  temporaryFolder,
} from './twilio-harness.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let twilio: Simulation;
const PHONE = '+12025550123';
const text = {
  to: PHONE,
  body: 'héllo & bye',
  statusCallback: 'http://127.0.0.1:9/status/token',
  validitySeconds: 600,
};

beforeAll(async () => {
  folder = await temporaryFolder();
  twilio = await startSimulation(folder.path);
});
afterAll(async () => {
  await twilio.close();
  await folder.remove();
});
afterEach(async () => {
  await twilio.call('DELETE', '/_sim');
});

const senderTo = (options: Partial<TwilioOptions> = {}) =>
  createTextSender({ baseUrl: twilio.url, ...credentials, messagingServiceSid, ...options });
const listed = async (): Promise<{ sid: string; body: string }[]> =>
  JSON.parse((await twilio.call('GET', '/_sim/messages')).body);

/** A TCP server that does to a connection whatever a test needs. */
const startTcp = async (serve: (socket: Socket) => void): Promise<{ port: number; server: Server }> => {
  const server = createTcpServer((socket) => {
    socket.on('error', () => {});
    serve(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return { server, port: typeof address === 'object' && address !== null ? address.port : 0 };
};

test('accepted, with its sid', async () => {
  const outcome = await senderTo().send(text);
  expect(outcome.kind).toBe('accepted');
  expect(await listed()).toMatchObject(
    [{ ...outcome, kind: undefined, body: text.body }].map(({ kind: _, ...rest }) => rest),
  );
});

test.each<[Record<string, unknown>, TextSendOutcome, number]>([
  [{ status: 400, code: 21610 }, { kind: 'refused', code: 21610, status: 400 }, 0],
  [{ status: 400, code: 21211, to: PHONE }, { kind: 'refused', code: 21211, status: 400 }, 0],
  [{ status: 429 }, { kind: 'unsent', reason: 'throttled' }, 0],
  [{ status: 503 }, { kind: 'unknown', reason: 'server-error' }, 0],
  [{ acceptThen: 500 }, { kind: 'unknown', reason: 'server-error' }, 1],
  [{ acceptThen: 'cut' }, { kind: 'unknown', reason: 'reset' }, 1],
  [{ delayMs: 60_000 }, { kind: 'unknown', reason: 'timeout' }, 1],
])('fault %j: %j', async (fault, expected, accepted) => {
  await twilio.fault(fault);
  const timeoutMs = 'delayMs' in fault ? 50 : 15_000;
  expect(await senderTo({ timeoutMs }).send(text)).toEqual(expected);
  expect(await listed()).toHaveLength(accepted);
});

test('a kept-alive connection that is reset under the request: unknown, and posted once', async () => {
  const sender = senderTo({ connections: 1 });
  expect((await sender.send(text)).kind).toBe('accepted');
  await twilio.fault({ acceptThen: 'cut', times: 2 });
  expect(await sender.send(text)).toEqual({ kind: 'unknown', reason: 'reset' });
  expect(await listed()).toHaveLength(2);
});

test('wrong credentials and an unknown account are refusals', async () => {
  expect(await senderTo({ apiKeySecret: 'x' }).send(text)).toEqual({ kind: 'refused', code: 20003, status: 401 });
  const accountSid = `AC${'0'.repeat(32)}`;
  expect(await senderTo({ accountSid }).send(text)).toEqual({ kind: 'refused', code: 20404, status: 404 });
});

test('a port that refuses: unsent', async () => {
  const { server, port } = await startTcp(() => {});
  server.close();
  await once(server, 'close');
  expect(await senderTo({ baseUrl: `http://127.0.0.1:${port}` }).send(text)).toEqual({
    kind: 'unsent',
    reason: 'connect',
  });
});

test('a name that does not resolve: unsent', async () => {
  expect(await senderTo({ baseUrl: 'https://twilio.invalid' }).send(text)).toEqual({ kind: 'unsent', reason: 'dns' });
});

test('TLS to a port that speaks none: unsent', async () => {
  expect(await senderTo({ baseUrl: twilio.url.replace('http:', 'https:') }).send(text)).toEqual({
    kind: 'unsent',
    reason: 'tls',
  });
  expect(await listed()).toHaveLength(0);
});

test('a handshake that never ends: unsent, and not a byte of the text was written', async () => {
  let read = '';
  const { server, port } = await startTcp((socket) => socket.on('data', (chunk) => (read += chunk.toString('latin1'))));
  const outcome = await senderTo({ baseUrl: `https://127.0.0.1:${port}`, timeoutMs: 100 }).send(text);
  expect(outcome).toEqual({ kind: 'unsent', reason: 'tls' });
  expect(read).not.toBe('');
  expect(read).not.toContain('POST');
  server.close();
});

test('no free connection in time: unsent', async () => {
  const written = Promise.withResolvers<void>();
  const { server, port } = await startTcp((socket) => socket.on('data', () => written.resolve()));
  // both deadlines pass at once: else the second might get the connection that the first gives up
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const sender = senderTo({ baseUrl: `http://127.0.0.1:${port}`, timeoutMs: 100, connections: 1 });
    const outcomes = Promise.all([sender.send(text), sender.send(text)]);
    await written.promise;
    vi.advanceTimersByTime(100);
    expect(await outcomes).toEqual([
      { kind: 'unknown', reason: 'timeout' },
      { kind: 'unsent', reason: 'connect' },
    ]);
  } finally {
    vi.useRealTimers();
    server.close();
  }
});

const answering = (answer: string) => startTcp((socket) => socket.on('data', () => socket.end(answer)));

test.each([
  ['HTTP/1.1 201 Created\r\ncontent-length: 2\r\n\r\n{}', 'unreadable'],
  ['HTTP/1.1 201 Created\r\ncontent-length: 12\r\n\r\n{"sid":"SM1"', 'unreadable'],
  ['HTTP/1.1 201 Created\r\ncontent-length: 99\r\n\r\n{"sid":', 'reset'],
  ['HTTP/1.1 302 Found\r\nlocation: /\r\ncontent-length: 0\r\n\r\n', 'unreadable'],
  ['nonsense', 'reset'],
])('%j: unknown, %s', async (answer, reason) => {
  const { server, port } = await answering(answer);
  expect(await senderTo({ baseUrl: `http://127.0.0.1:${port}` }).send(text)).toEqual({ kind: 'unknown', reason });
  server.close();
});

test('a socket that was idle for more than 4 s is not used again', async () => {
  let connections = 0;
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(201).end(JSON.stringify({ sid: `SM${'0'.repeat(32)}` })));
  }).on('connection', () => (connections += 1));
  const sender = senderTo({ baseUrl: await listenOnLoopback(server, 0) });
  vi.useFakeTimers({ toFake: ['Date'] });
  try {
    await sender.send(text);
    vi.setSystemTime(Date.now() + 3_900);
    await sender.send(text);
    expect(connections).toBe(1);
    vi.setSystemTime(Date.now() + 4_100);
    expect((await sender.send(text)).kind).toBe('accepted');
    expect(connections).toBe(2);
  } finally {
    vi.useRealTimers();
    server.close();
    server.closeAllConnections();
  }
});

test('200 at once over 20 connections', async () => {
  const sender = senderTo({ connections: 20 });
  const outcomes = await Promise.all(Array.from({ length: 200 }, () => sender.send(text)));
  expect(outcomes.filter(({ kind }) => kind === 'accepted')).toHaveLength(200);
  expect(new Set((await listed()).map(({ sid }) => sid)).size).toBe(200);
});
