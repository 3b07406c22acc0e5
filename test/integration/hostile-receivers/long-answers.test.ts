import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { startHttp, startPouring } from '../http-sender/servers.ts';
import { attempt } from './hostile-channel.ts';
import { arrived, failed } from './outcomes.ts';

const head = (line: string, header: string): string => `HTTP/1.1 ${line}\r\n${header}\r\n\r\n`;
const chunked = head('200 OK', 'transfer-encoding: chunked');
const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
/** The 16 kB that are read, and what the buffers of this machine take: a tenth of the body, and no more. */
const most = 10_000_000;

describe('a body that is too long', () => {
  test.each([
    ['of 100 MB', head('200 OK', 'content-length: 100000000'), 'x'.repeat(65_536)],
    ['of chunks without end', chunked, chunk],
    ['that ends with its connection, which does not end', 'HTTP/1.0 200 OK\r\n\r\n', 'x'.repeat(65_536)],
  ])('%s is cut off; its 200 is a 200', async (_, start, part) => {
    const server = await startPouring(start, part);
    expect(await attempt(server)).toEqual({ ...arrived(server), status: 200, answer: 'x'.repeat(1024) });
    expect(server.poured()).toBeLessThan(most);
  });

  test('of 100 MB is cut off; its 500 is a 500', async () => {
    const server = await startPouring(head('500 No', 'content-length: 100000000'), 'x'.repeat(65_536));
    expect(await attempt(server)).toEqual({
      ...failed(server),
      ...{ status: 500, error: null, answer: 'x'.repeat(1024) },
    });
    expect(server.poured()).toBeLessThan(most);
  });

  test('of bytes that are no text is kept in a kB', async () => {
    const server = await startPouring(head('500 No', 'content-length: 100000000'), Buffer.alloc(65_536, 0xff));
    expect(await attempt(server)).toEqual({
      ...failed(server),
      ...{ status: 500, error: null, answer: '\ufffd'.repeat(341) },
    });
  });

  test('once it is unpacked is not unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(100_000_000, 'x'));
    const server = await startHttp((response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb));
    const outcome = await attempt(server);
    expect(outcome).toEqual({ ...arrived(server), status: 200, answer: expect.stringContaining('\ufffd') });
    expect(outcome.answer).not.toContain('xxxx');
  });
});

describe('an answer that floods us', () => {
  test.each([
    ['with informational ones', '', 'HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n'.repeat(1_500), null],
    ['with blank lines', '', '\r\n'.repeat(30_000), null],
    ['with headers', 'HTTP/1.1 200 OK\r\n', 'x-more: x\r\n'.repeat(5_000), null],
    ['with one header', 'HTTP/1.1 200 OK\r\nx-more: ', 'x'.repeat(65_536), null],
    ['with the words for its status', 'HTTP/1.1 200 ', 'x'.repeat(65_536), null],
    ['with zeros before a chunk’s length', chunked, '0'.repeat(65_536), 200],
    ['with an extension of a chunk', `${chunked}1;x=`, 'x'.repeat(65_536), 200],
    ['with extensions of chunks', chunked, `1;${'x'.repeat(10_000)}\r\nx\r\n`.repeat(6), 200],
    ['with trailers', `${chunked}0\r\n`, 'x-more: x\r\n'.repeat(5_000), 200],
  ])('%s is no success, and ends long before its time is over', async (_, start, part, status) => {
    const server = await startPouring(start, part);
    expect(await attempt(server)).toEqual({
      ...failed(server),
      ...{ status, error: 'protocol', answer: expect.stringMatching(/^x*$/) },
    });
    expect(server.poured()).toBeLessThan(most);
  });
});
