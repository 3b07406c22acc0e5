import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { listenOnLoopback } from '../../local/http/listen.ts';
import { createDeactivations, DeactivationsUnavailable } from '../../shared/adapters/twilio/deactivations.ts';
import { NoDeactivationsYet, UnreadableDeactivations } from '../../shared/ports/deactivations.ts';
import { credentials, type Simulation, startSimulation, temporaryFolder } from './twilio-harness.ts';

const DAY = '2026-11-24';

const allOf = async (chunks: AsyncIterable<readonly string[]>): Promise<string[]> => {
  const numbers: string[] = [];
  for await (const chunk of chunks) numbers.push(...chunk);
  return numbers;
};

describe('the lists of the simulation', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let twilio: Simulation;
  beforeAll(async () => {
    folder = await temporaryFolder();
    twilio = await startSimulation(folder.path);
  });
  afterEach(async () => {
    await twilio.call('DELETE', '/_sim');
  });
  afterAll(async () => {
    await twilio.close();
    await folder.remove();
  });

  const lists = (options: Partial<typeof credentials> = {}) =>
    createDeactivations({ baseUrl: twilio.url, ...credentials, ...options });
  const put = (date: string, numbers: readonly string[]): ReturnType<Simulation['call']> =>
    twilio.call('POST', '/_sim/deactivations', { date, numbers });

  test('by day, as often as asked; the last one that was put there', async () => {
    const numbers = Array.from({ length: 2_500 }, (_, index) => `+1202555${String(index).padStart(4, '0')}`);
    await put(DAY, ['+12025550101']);
    expect((await put(DAY, numbers)).status).toBe(201);
    await put('2026-11-23', []);
    const chunks: number[] = [];
    for await (const chunk of lists().of(DAY)) chunks.push(chunk.length);
    expect(chunks).toEqual([1_000, 1_000, 500]);
    expect(await allOf(lists().of(DAY))).toEqual(numbers);
    expect(await allOf(lists().of('2026-11-23'))).toEqual([]);
  });

  test('there is none yet, or none any more', async () => {
    await put(DAY, ['+12025550101']);
    await expect(allOf(lists().of('2026-11-25'))).rejects.toThrow(NoDeactivationsYet);
    await twilio.call('DELETE', '/_sim');
    await expect(allOf(lists().of(DAY))).rejects.toThrow(NoDeactivationsYet);
  });

  test('a wrong key, and what is no day', async () => {
    await put(DAY, ['+12025550101']);
    await expect(allOf(lists({ apiKeySecret: 'x' }).of(DAY))).rejects.toThrow('answered 401');
    await expect(allOf(lists().of('yesterday'))).rejects.toThrow('answered 400');
    expect((await put('yesterday', [])).status).toBe(400);
    expect((await put(DAY, ['+442079460000'])).status).toBe(400);
  });

  test('the link to a file is a key of its own, to that file alone', async () => {
    await put(DAY, ['+12025550101']);
    const authorization = `Basic ${btoa(`${credentials.apiKeySid}:${credentials.apiKeySecret}`)}`;
    const answer = await fetch(`${twilio.url}/v1/Deactivations?Date=${DAY}`, {
      headers: { authorization },
      redirect: 'manual',
    });
    const link = String(answer.headers.get('location'));
    expect({ status: answer.status, body: JSON.parse(await answer.text()) }).toEqual({
      status: 307,
      body: { redirect_to: link },
    });
    const statusOf = async (url: string, headers = {}): Promise<number> => (await fetch(url, { headers })).status;
    expect(await statusOf(link)).toBe(200);
    expect(await statusOf(link, { authorization })).toBe(400);
    expect(await statusOf(link.replace('11-24', '11-23'))).toBe(403);
    expect(await statusOf(link.replace(/expires=\d/, 'expires=9'))).toBe(403);
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      vi.setSystemTime(Date.now() + 121_000);
      expect(await statusOf(link)).toBe(403);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a server that answers otherwise', () => {
  type Serve = (request: IncomingMessage, response: ServerResponse) => void;
  let serve: Serve;
  let baseUrl: string;
  const asked: { url: string; authorization: string | undefined }[] = [];
  const server = createServer((request, response) => {
    asked.push({ url: request.url ?? '', authorization: request.headers.authorization });
    serve(request, response);
  });
  beforeAll(async () => {
    baseUrl = await listenOnLoopback(server, 0);
  });
  beforeEach(() => {
    asked.length = 0;
  });
  afterAll(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });

  const list = (idleMs = 5_000): Promise<string[]> =>
    allOf(createDeactivations({ baseUrl, ...credentials, idleMs }).of(DAY));
  /** Leads to a file on itself, which it serves like this. */
  const leadsTo =
    (file: Serve): Serve =>
    (request, response) => {
      if (request.url === '/file') return file(request, response);
      return response.writeHead(307, { location: '/file' }).end('{"redirect_to":"x"}');
    };

  test('the key to Twilio goes to Twilio alone', async () => {
    serve = leadsTo((_request, response) => response.end('12025550101\n'));
    expect(await list()).toEqual(['+12025550101']);
    expect(asked).toEqual([
      { url: `/v1/Deactivations?Date=${DAY}`, authorization: expect.stringMatching(/^Basic /) },
      { url: '/file', authorization: undefined },
    ]);
  });

  test('a redirect to where nothing is encrypted, to nowhere or in circles is not followed', async () => {
    for (const location of [
      'http://127.0.0.1:9/file',
      'http://newsroom.example/file',
      'ftp://127.0.0.1/',
      'file:///etc/hosts',
    ]) {
      serve = (_request, response) => response.writeHead(307, { location }).end();
      await expect(list()).rejects.toThrow('nothing is encrypted');
    }
    // one over TLS is, wherever it leads: here to a port that refuses
    serve = (_request, response) => response.writeHead(307, { location: 'https://127.0.0.1:9/file' }).end();
    await expect(list()).rejects.toMatchObject({
      message: expect.stringContaining('asked for'),
      cause: { code: 'ECONNREFUSED' },
    });
    serve = (_request, response) => response.writeHead(307).end();
    await expect(list()).rejects.toThrow('not where');
    serve = (_request, response) => response.writeHead(307, { location: 'http://[' }).end();
    await expect(list()).rejects.toThrow('not where');
    asked.length = 0;
    serve = (_request, response) => response.writeHead(307, { location: '/again' }).end();
    await expect(list()).rejects.toThrow('redirected more than 3 times');
    expect(asked).toHaveLength(4);
  });

  test('what is no list is none, and an error does not tell the link', async () => {
    serve = (_request, response) => response.end('12025550101\n');
    await expect(list()).rejects.toThrow('answered 200 after 0 redirects');
    serve = (_request, response) => response.writeHead(503).end();
    await expect(list()).rejects.toThrow('answered 503 after 0 redirects');
    serve = leadsTo((_request, response) => response.writeHead(404).end());
    await expect(list()).rejects.toThrow(DeactivationsUnavailable);
    serve = leadsTo((_request, response) => response.end('<html>\n<body>\n'));
    await expect(list()).rejects.toThrow(UnreadableDeactivations);
    await expect(list()).rejects.not.toThrow('file');
  });

  test('a list that breaks off, or stands still, is not taken for whole', async () => {
    const half = (response: ServerResponse): void => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('12025550101\n');
    };
    serve = leadsTo((_request, response) => {
      half(response);
      setImmediate(() => response.destroy());
    });
    await expect(list()).rejects.toThrow('the list broke off');
    serve = leadsTo((_request, response) => half(response));
    await expect(list(100)).rejects.toThrow('the list broke off');
    serve = () => undefined;
    await expect(list(100)).rejects.toThrow('could not be asked for');
  });

  test('whoever reads no further closes the connection', async () => {
    const closed = Promise.withResolvers<void>();
    serve = leadsTo((_request, response) => {
      response.on('close', closed.resolve);
      response.write('12025550101\n'.repeat(1_000));
    });
    for await (const chunk of createDeactivations({ baseUrl, ...credentials }).of(DAY)) {
      expect(chunk).toHaveLength(1_000);
      break;
    }
    await closed.promise;
  });
});

test('a port that refuses', async () => {
  const server = createServer();
  const baseUrl = await listenOnLoopback(server, 0);
  server.close();
  await once(server, 'close');
  const failed = allOf(createDeactivations({ baseUrl, ...credentials }).of(DAY));
  await expect(failed).rejects.toThrow(DeactivationsUnavailable);
  await expect(failed).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
});
