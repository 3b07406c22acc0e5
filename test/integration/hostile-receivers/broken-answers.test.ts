import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { describe, expect, test } from 'vitest';
import { startAnswering, startTcp } from '../http-sender/servers.ts';
import { attempt } from './hostile-channel.ts';
import { arrived, failed } from './outcomes.ts';

const ok = 'HTTP/1.1 200 OK\r\n';
const chunked = `${ok}transfer-encoding: chunked\r\n\r\n`;

test.each([
  ['with a length', 'content-length: 100'],
  ['of chunks', 'transfer-encoding: chunked'],
  ['that ends with its connection', 'connection: close'],
])('an answer %s that is reset after its headers is a failure, whatever they said', async (_, header) => {
  const server = await startAnswering(`${ok}${header}\r\n\r\n`);
  // a reset overtakes what was not read yet
  const headersRead = () => server.sockets[0]?.resetAndDestroy();
  subscribe('http.client.response.finish', headersRead);
  try {
    expect(await attempt(server)).toEqual({ ...failed(server), ...{ status: 200, error: 'reset', answer: '' } });
  } finally {
    unsubscribe('http.client.response.finish', headersRead);
  }
});

test.each([
  ['before its headers', '', null, ''],
  ['within them', `${ok}content-le`, null, ''],
  ['within its body', `${ok}content-length: 100\r\n\r\nhalf`, 200, 'half'],
  ['before its last chunk', `${chunked}4\r\nhalf\r\n`, 200, 'half'],
])('an answer that ends %s is a failure', async (_, text, status, answer) => {
  const server = await startTcp((socket) => socket.end(text));
  expect(await attempt(server)).toEqual({ ...failed(server), ...{ status, error: 'reset', answer } });
});

describe('an answer of HTTP/1.0 without a length', () => {
  test('is over when its connection is', async () => {
    const server = await startTcp((socket) => socket.end('HTTP/1.0 200 OK\r\n\r\ntaken'));
    expect(await attempt(server)).toEqual({ ...arrived(server), status: 200, answer: 'taken' });
  });

  test('fails by its status all the same', async () => {
    const server = await startTcp((socket) => socket.end('HTTP/1.0 500 No\r\n\r\nno'));
    expect(await attempt(server)).toEqual({ ...failed(server), ...{ status: 500, error: null, answer: 'no' } });
  });

  test('is waited for while its connection stands', async () => {
    const server = await startAnswering('HTTP/1.0 200 OK\r\n\r\ntaken');
    expect(await attempt(server, { patienceMs: 1_000 })).toEqual({
      ...failed(server),
      ...{ status: 200, error: 'timeout', answer: 'taken', servedMeanwhile: true },
    });
  });
});

test.each([
  ['a chunk’s length is no number', `${chunked}2\r\nok\r\nzz\r\n`, 200, 'ok'],
  ['a chunk’s length is negative', `${chunked}-1\r\n`, 200, ''],
  ['a chunk’s length is more than a number holds', `${chunked}fffffffffffffffff\r\n`, 200, ''],
  ['a chunk is longer than it said', `${chunked}2\r\nokay\r\n0\r\n\r\n`, 200, 'ok'],
  ['there are two lengths', `${ok}content-length: 2\r\ncontent-length: 3\r\n\r\nok`, null, ''],
  [
    'there is a length beside chunks',
    `${ok}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
    null,
    '',
  ],
  ['a length is negative', `${ok}content-length: -1\r\n\r\n`, null, ''],
  ['a header has no name', `${ok}: x\r\n\r\n`, null, ''],
  ['a header breaks its line', `${ok}x-one: a\r\n b\r\n\r\n`, null, ''],
  ['it speaks another protocol', 'SSH-2.0-OpenSSH_9.6\r\n', null, ''],
  ['it switches to another protocol', 'HTTP/1.1 101 Over\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n', null, ''],
])('an answer that nobody can read is a failure: %s', async (_, text, status, answer) => {
  const server = await startAnswering(text);
  expect(await attempt(server)).toEqual({ ...failed(server), ...{ status, error: 'protocol', answer } });
});
