import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { isSuccess } from '../../../shared/domain/exchange.ts';
import { waitFor } from '../../wait-for.ts';
import {
  post,
  refusingPort,
  sender,
  startAnswering,
  startDripping,
  startHttp,
  startPouring,
  startTcp,
} from './servers.ts';

const ok = 'HTTP/1.1 200 OK\r\n';
const chunked = `${ok}transfer-encoding: chunked\r\n\r\n`;
const chunk = (bytes: number): string => `${bytes.toString(16)}\r\n${'x'.repeat(bytes)}\r\n`;

describe('a message', () => {
  test('arrives as it was made: method, path, headers and body, to the byte', async () => {
    const server = await startHttp();
    const headers = {
      'webhook-id': 'evt_01JD4Z00000000000000000001',
      'webhook-timestamp': '1614265330',
      'webhook-signature':
        'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=',
    };
    const body = `{"headline":"«No», señor — 橋 🙂\\n","text":"${'é'.repeat(9_000)}"}`;
    const exchange = await post(sender(), `${server.url}?key=a%2Fb&c=%E2%82%AC`, { headers, body });
    expect(exchange).toMatchObject({ status: 204, error: null, answer: '', retryAfter: undefined, abort: false });
    expect(isSuccess(exchange)).toBe(true);
    expect(server.posted).toEqual([
      {
        method: 'POST',
        path: '/hook?key=a%2Fb&c=%E2%82%AC',
        body,
        headers: {
          ...headers,
          host: `127.0.0.1:${server.port}`,
          connection: 'keep-alive',
          'content-type': 'application/json',
          'content-length': String(Buffer.byteLength(body)),
          'accept-encoding': 'identity',
          'user-agent': 'Rulingwire',
        },
      },
    ]);
  });
});

describe('an answer', () => {
  test.each([200, 201, 202, 204, 299])('%d is success', async (status) => {
    const server = await startHttp((response) => response.writeHead(status).end());
    expect(isSuccess(await post(sender(), server.url))).toBe(true);
  });

  test.each([400, 401, 404, 409, 410, 429, 500, 502, 503, 504])('%d is none, and is told as it is', async (status) => {
    const server = await startHttp((response) => response.writeHead(status).end('no'));
    const exchange = await post(sender(), server.url);
    expect(exchange).toMatchObject({ status, error: null, answer: 'no' });
    expect(isSuccess(exchange)).toBe(false);
  });

  test.each([300, 301, 302, 303, 304, 307, 308])('%d is not followed: its target hears nothing', async (status) => {
    const target = await startHttp();
    const server = await startHttp((response) => response.writeHead(status, { location: target.url }).end());
    const exchange = await post(sender(), server.url);
    expect(exchange).toMatchObject({ status, error: 'redirect' });
    expect(isSuccess(exchange)).toBe(false);
    expect(server.posted).toHaveLength(1);
    expect(target.sockets).toHaveLength(0);
  });

  test('brings along when to come again, and that this message is never wanted', async () => {
    const server = await startHttp((response) =>
      response.writeHead(503, { 'retry-after': '120', 'webhook-delivery': 'abort-message' }).end(),
    );
    expect(await post(sender(), server.url)).toMatchObject({ status: 503, retryAfter: '120', abort: true });
  });

  test('wants the message again when its webhook-delivery says anything else', async () => {
    const server = await startHttp((response) => response.writeHead(500, { 'webhook-delivery': 'abort' }).end());
    expect(await post(sender(), server.url)).toMatchObject({ status: 500, abort: false });
  });

  test('is kept as its first kB of clean text', async () => {
    const server = await startHttp((response) => response.writeHead(400).end(`\u0000a\u001b[31m${'é'.repeat(2_000)}`));
    const { answer } = await post(sender(), server.url);
    // 1,024 bytes: eight of them before the letters, the last letter cut in two
    expect(answer).toBe(`a[31m${'é'.repeat(508)}`);
  });

  test('of bytes that are no text is kept in no more than a kB either', async () => {
    const server = await startHttp((response) => response.writeHead(400).end(Buffer.alloc(2_000, 0xff)));
    expect(await post(sender(), server.url)).toMatchObject({ answer: '\ufffd'.repeat(341) });
  });

  test('may follow informational ones', async () => {
    const early = 'HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n'.repeat(3);
    const server = await startAnswering(`${early}HTTP/1.1 204 No Content\r\n\r\n`);
    expect(await post(sender(), server.url)).toMatchObject({ status: 204, error: null });
  });
});

describe('an answer without end', () => {
  test('is read for 16,384 bytes, and not waited for after that', async () => {
    const server = await startAnswering(chunked + chunk(16_384));
    const exchange = await post(sender(), server.url);
    expect(exchange).toMatchObject({ status: 200, error: null, answer: 'x'.repeat(1024) });
    const [socket] = server.sockets;
    await waitFor(() => socket?.closed === true);
  });

  test('is waited for while it is shorter', async () => {
    const server = await startAnswering(chunked + chunk(16_383));
    const exchange = await post(sender(), server.url, { patienceMs: 1_000 });
    expect(exchange).toMatchObject({ status: 200, error: 'timeout' });
    expect(isSuccess(exchange)).toBe(false);
  });

  test.each([
    ['of 100 MB', `${ok}content-length: 100000000\r\n\r\n`, 'x'.repeat(65_536)],
    ['of chunks', chunked, chunk(65_536)],
    ['until the connection ends', `${ok}connection: close\r\n\r\n`, 'x'.repeat(65_536)],
  ])('%s is cut off: the server cannot go on', async (_, head, part) => {
    const server = await startPouring(head, part);
    expect(await post(sender(), server.url)).toMatchObject({ status: 200, error: null, answer: 'x'.repeat(1024) });
    const [socket] = server.sockets;
    await waitFor(() => socket?.closed === true);
    // what the kernel's buffers took, and no more
    expect(server.poured()).toBeLessThan(32_000_000);
  });

  test('that is a bomb of gzip is never unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000, 'x'));
    expect(bomb.length).toBeGreaterThan(100_000);
    const server = await startHttp((response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb));
    const { status, error, answer } = await post(sender(), server.url);
    expect({ status, error }).toEqual({ status: 200, error: null });
    expect(answer).not.toContain('xxxx');
    expect(answer).toContain('\ufffd');
  });
});

describe('what comes with an answer', () => {
  test.each([
    ['blank lines before it', '', '\r\n'.repeat(30_000), null],
    ['informational answers', '', 'HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n'.repeat(1_500), null],
    ['the zeros before a chunk’s length', chunked, '0'.repeat(60_000), 200],
    ['extensions of its chunks', chunked, `1;${'x'.repeat(10_000)}\r\nx\r\n`.repeat(6), 200],
  ])('is read for 256 kB: %s have no end', async (_, head, part, status) => {
    const server = await startPouring(head, part);
    expect(await post(sender(), server.url)).toMatchObject({ status, error: 'protocol' });
    const [socket] = server.sockets;
    await waitFor(() => socket?.closed === true);
    expect(server.poured()).toBeLessThan(32_000_000);
  });

  test('leaves room for an answer whose every byte is a chunk', async () => {
    const server = await startAnswering(`${chunked}${chunk(1).repeat(16_384)}`);
    expect(await post(sender(), server.url)).toMatchObject({ status: 200, error: null, answer: 'x'.repeat(1024) });
  });

  test('is counted for each exchange of a connection by itself, and by nobody after that', async () => {
    const warnings: string[] = [];
    const warned = ({ name }: Error) => warnings.push(name);
    process.on('warning', warned);
    const server = await startHttp((response) => response.writeHead(200).end('x'.repeat(16_000)));
    const shared = sender();
    for (let times = 0; times < 20; times += 1) expect(await post(shared, server.url)).toMatchObject({ error: null });
    process.off('warning', warned);
    expect(server.sockets).toHaveLength(1);
    // of too many listeners
    expect(warnings).toEqual([]);
  });
});

describe('the deadline', () => {
  test.each<[string, () => ReturnType<typeof startTcp>, number | null]>([
    ['an answer that never comes', () => startTcp(() => undefined), null],
    ['a header that drips', () => startDripping(`${ok}x-drip: `, 'x'), null],
    ['a body that drips', () => startDripping(`${ok}content-length: 10000\r\n\r\n`, 'x'), 200],
    ['informational answers without end', () => startDripping('', 'HTTP/1.1 103 Early Hints\r\n\r\n'), null],
  ])('cuts off %s', async (_, start, status) => {
    const server = await start();
    const exchange = await post(sender(), server.url, { patienceMs: 1_000 });
    expect(exchange).toMatchObject({ status, error: 'timeout' });
    expect(isSuccess(exchange)).toBe(false);
    const [socket] = server.sockets;
    await waitFor(() => socket?.closed === true);
  });

  test('cuts off a body that only its connection’s end would end', async () => {
    const server = await startAnswering('HTTP/1.0 200 OK\r\n\r\ntaken');
    const exchange = await post(sender(), server.url, { patienceMs: 1_000 });
    expect(exchange).toMatchObject({ status: 200, error: 'timeout', answer: 'taken' });
  });

  test('that is over already is a timeout, and nothing is sent', async () => {
    const server = await startHttp();
    expect(await post(sender(), server.url, { patienceMs: 0 })).toMatchObject({ status: null, error: 'timeout' });
    expect(server.sockets).toHaveLength(0);
  });
});

describe('a connection', () => {
  test('that is refused', async () => {
    const exchange = await post(sender(), `http://127.0.0.1:${await refusingPort()}/`);
    expect(exchange).toMatchObject({ status: null, error: 'connect', answer: '', ms: { firstByte: null } });
  });

  test.each([
    ['reset before an answer', '', true, null],
    ['closed before an answer', '', false, null],
    ['closed in the middle of a body', `${ok}content-length: 100\r\n\r\nhalf`, false, 200],
    ['closed in the middle of a chunk', `${chunked}64\r\nhalf`, false, 200],
    ['closed between chunks', chunked + chunk(4), false, 200],
  ])('that is %s', async (_, answer, reset, status) => {
    const server = await startTcp((socket) => (reset ? socket.resetAndDestroy() : socket.end(answer)));
    const exchange = await post(sender(), server.url);
    expect(exchange).toMatchObject({ status, error: 'reset' });
    expect(isSuccess(exchange)).toBe(false);
  });

  test('that is reset after the headers', async () => {
    const server = await startAnswering(`${ok}content-length: 100\r\n\r\n`);
    // a reset overtakes what was not read yet
    const headersRead = () => server.sockets[0]?.resetAndDestroy();
    subscribe('http.client.response.finish', headersRead);
    try {
      const exchange = await post(sender(), server.url);
      expect(exchange).toMatchObject({ status: 200, error: 'reset' });
      expect(isSuccess(exchange)).toBe(false);
    } finally {
      unsubscribe('http.client.response.finish', headersRead);
    }
  });

  test('that is reset in the middle of a body without a length', async () => {
    const server = await startAnswering('HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nhalf');
    const bodyRead = () => server.sockets[0]?.resetAndDestroy();
    subscribe('http.client.response.finish', bodyRead);
    try {
      expect(await post(sender(), server.url)).toMatchObject({ status: 200, error: 'reset' });
    } finally {
      unsubscribe('http.client.response.finish', bodyRead);
    }
  });

  test('that frames a body wrongly is told from one that breaks off', async () => {
    const server = await startAnswering(`${chunked}${chunk(4)}zz\r\n`);
    const exchange = await post(sender(), server.url);
    expect(exchange).toMatchObject({ status: 200, error: 'protocol', answer: 'xxxx' });
    expect(isSuccess(exchange)).toBe(false);
  });

  test.each([
    ['other words', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['a broken header', `${ok}no header\r\n\r\n`],
    ['two lengths', `${ok}content-length: 2\r\ncontent-length: 3\r\n\r\nok`],
    ['headers without end', `${ok}${'x-more: x\r\n'.repeat(10_000)}\r\n`],
    [
      'another protocol it switches to',
      'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n',
    ],
  ])('that speaks %s brings no success', async (_, answer) => {
    const server = await startAnswering(answer);
    const exchange = await post(sender(), server.url);
    expect(exchange).toMatchObject({ status: null, error: expect.stringMatching(/^(protocol|reset)$/) });
    expect(isSuccess(exchange)).toBe(false);
  });
});
