import { describe, expect, test, vi } from 'vitest';
import { startHttp } from '../http-sender/servers.ts';
import { attempt, openChannel } from './hostile-channel.ts';
import { arrived, failed, refused } from './outcomes.ts';

/** A name server that gives these answers one after another. */
const answering = (...answers: readonly string[][]) => {
  const left = answers.values();
  return vi.fn(async (host: string) => (host === 'partner.example' ? (left.next().value ?? []) : [host]));
};
const questions = (resolve: ReturnType<typeof answering>): number =>
  resolve.mock.calls.filter(([host]) => host === 'partner.example').length;
const named = (server: { port: number }): string => `http://partner.example:${server.port}/hook`;

describe('a name whose addresses change', () => {
  test('between the check and the call is asked for once: what was checked is called', async () => {
    const server = await startHttp();
    const resolve = answering(['127.0.0.1'], ['10.0.0.1']);
    expect(await attempt({ ...server, url: named(server) }, { resolve, kept: 1 })).toEqual({
      ...arrived(server),
      ...{ status: 204, answer: '', kept: 1 },
    });
    expect(questions(resolve)).toBe(1);
  });

  test('between two attempts is asked for and checked at each: it is called at a public address alone', async () => {
    const statuses = [503, 204].values();
    const server = await startHttp((response) =>
      response.writeHead(statuses.next().value ?? 500, { connection: 'close' }).end(),
    );
    const resolve = answering(['127.0.0.1'], ['169.254.169.254'], ['127.0.0.1']);
    const channel = await openChannel({ ...server, url: named(server) }, { resolve });
    expect(await channel.attempt()).toEqual({ ...failed(server), ...{ status: 503, error: null, answer: '' } });
    expect(await channel.attempt()).toEqual({ ...refused, connections: 1, heard: 1, again: expect.any(Number) });
    expect(await channel.attempt()).toEqual({
      ...arrived(server),
      ...{ status: 204, answer: '', connections: 2, heard: 2 },
    });
    expect([questions(resolve), server.posted.length]).toEqual([3, 2]);
    await channel.close();
  });
});

test.each([
  [['10.0.0.1', '127.0.0.1']],
  [['127.0.0.1', '::ffff:10.0.0.1']],
  [['127.0.0.1', 'fd00:ec2::254', '127.0.0.1']],
  [['169.254.169.254']],
  [[]],
])('a name that leads to %j is not called at any of them', async (addresses) => {
  const server = await startHttp();
  const resolve = answering(addresses);
  expect(await attempt({ ...server, url: named(server) }, { resolve })).toEqual(refused);
  expect(questions(resolve)).toBe(1);
});
