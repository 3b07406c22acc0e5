import { describe, expect, test } from 'vitest';
import { startHttp, startPouring } from '../http-sender/servers.ts';
import { attempt, openChannel } from './hostile-channel.ts';
import { arrived, failed } from './outcomes.ts';

const day = 86_400_000;
/** What a receiver does not want says nothing of how it works. */
const unwanted = { state: 'waiting', again: null, standing: 'active' };
const abort = { 'webhook-delivery': 'abort-message' };

describe('a 410', () => {
  const gone = { ...{ status: 410, error: null, state: 'waiting', again: null, standing: 'disabled' } };

  test('disables its endpoint: what it is owed waits, and it hears no more', async () => {
    const server = await startHttp((response) => response.writeHead(410).end('gone'));
    const channel = await openChannel(server);
    expect(await channel.attempt(1)).toEqual({ ...failed(server), ...gone, answer: 'gone', kept: 1 });
    await channel.publish();
    for (const wait of [0, day, 10 * day]) {
      channel.clock.advance(wait);
      await channel.run();
    }
    expect(channel.rows().map(({ state }) => state)).toEqual(['waiting', 'waiting']);
    expect(server.posted).toHaveLength(1);
    await channel.close();
  });

  test('does so with a body without end', async () => {
    const server = await startPouring('HTTP/1.1 410 Gone\r\ncontent-length: 100000000\r\n\r\n', 'x'.repeat(65_536));
    expect(await attempt(server)).toEqual({ ...failed(server), ...gone, answer: 'x'.repeat(1024) });
    expect(server.poured()).toBeLessThan(10_000_000);
  });
});

describe('webhook-delivery: abort-message', () => {
  test.each([400, 500, 503])('with a %d ends that message, and no other', async (status) => {
    const server = await startHttp((response) => response.writeHead(status, { ...abort, 'retry-after': '60' }).end());
    const channel = await openChannel(server);
    expect(await channel.attempt(1)).toEqual({
      ...failed(server),
      ...{ status, error: null, answer: '', ...unwanted, kept: 1 },
    });
    channel.clock.advance(10 * day);
    await channel.run();
    expect(server.posted).toHaveLength(1);
    await channel.publish();
    await channel.run();
    expect(server.posted).toHaveLength(2);
    expect(channel.rows().map(({ attempted, state }) => [attempted, state])).toEqual([
      [1, 'waiting'],
      [1, 'waiting'],
    ]);
    await channel.close();
  });

  test('with a 200 is a success', async () => {
    const server = await startHttp((response) => response.writeHead(200, abort).end());
    expect(await attempt(server, { kept: 1 })).toEqual({ ...arrived(server), status: 200, answer: '', kept: 1 });
  });

  test('with a redirect ends that message, too', async () => {
    const server = await startHttp((response) => response.writeHead(302, { ...abort, location: '/elsewhere' }).end());
    expect(await attempt(server, { kept: 1 })).toEqual({
      ...failed(server),
      ...{ status: 302, error: 'redirect', answer: '', ...unwanted, kept: 1 },
    });
    expect(server.posted).toHaveLength(1);
  });
});
