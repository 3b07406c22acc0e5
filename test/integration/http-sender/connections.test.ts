import { describe, expect, test } from 'vitest';
import { waitFor } from '../../wait-for.ts';
import { post, sender, startAnswering, startHttp } from './servers.ts';

describe('a connection', () => {
  test('carries the next exchange too, which pays nothing for it', async () => {
    const server = await startHttp();
    const shared = sender();
    await post(shared, server.url);
    const { ms } = await post(shared, server.url);
    expect(server.posted).toHaveLength(2);
    expect(server.sockets).toHaveLength(1);
    expect(ms).toMatchObject({ dns: 0, connect: 0 });
  });

  test('carries it after a failure that was heard to its end', async () => {
    const server = await startHttp((response) => response.writeHead(500).end('down'));
    const shared = sender();
    for (let times = 0; times < 3; times += 1) expect(await post(shared, server.url)).toMatchObject({ status: 500 });
    expect(server.sockets).toHaveLength(1);
  });

  test('carries one exchange at a time: a slow answer keeps no other waiting', async () => {
    const held: (() => void)[] = [];
    const server = await startHttp((response) => held.push(() => response.writeHead(204).end()));
    const shared = sender();
    const exchanges = [1, 2, 3].map(() => post(shared, server.url));
    await waitFor(() => held.length === 3);
    expect(server.sockets).toHaveLength(3);
    for (const release of held) release();
    expect(await Promise.all(exchanges)).toMatchObject([{ status: 204 }, { status: 204 }, { status: 204 }]);
  });

  test('to one origin is never used for another', async () => {
    const [one, another] = [await startHttp(), await startHttp()];
    const shared = sender();
    for (const { url } of [one, another, one, another]) await post(shared, url);
    for (const { posted, sockets } of [one, another]) {
      expect(posted).toHaveLength(2);
      expect(sockets).toHaveLength(1);
    }
  });

  test('that the partner closed between two exchanges is made anew', async () => {
    const server = await startHttp();
    const shared = sender();
    await post(shared, server.url);
    const [socket] = server.sockets;
    socket?.end();
    await waitFor(() => socket?.closed === true);
    expect(await post(shared, server.url)).toMatchObject({ status: 204, error: null });
    expect(server.sockets).toHaveLength(2);
  });

  test('over which an answer was cut off is never used again', async () => {
    const server = await startAnswering(`HTTP/1.1 200 OK\r\ncontent-length: 20000\r\n\r\n${'x'.repeat(20_000)}`);
    const shared = sender();
    for (let times = 1; times <= 2; times += 1) {
      expect(await post(shared, server.url)).toMatchObject({ status: 200, error: null });
      expect(server.sockets).toHaveLength(times);
    }
  });

  test('that brings a second answer nobody asked for lends it to no other exchange', async () => {
    const answer = (status: number) => `HTTP/1.1 ${status} Told\r\ncontent-length: 0\r\n\r\n`;
    const server = await startAnswering(answer(204) + answer(200));
    const shared = sender();
    const first = await post(shared, server.url);
    const second = await post(shared, server.url);
    for (const { status, error } of [first, second]) expect(status === 200 && error === null).toBe(false);
    expect(server.sockets).toHaveLength(2);
  });

  test('is closed with the sender', async () => {
    const server = await startHttp();
    const closing = sender();
    await post(closing, server.url);
    await closing.close();
    const [socket] = server.sockets;
    await waitFor(() => socket?.closed === true);
  });
});
