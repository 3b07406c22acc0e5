import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startDripping, startHttp, startTcp } from '../http-sender/servers.ts';
import { attempt, openChannel } from './hostile-channel.ts';
import { failed } from './outcomes.ts';

const ok = 'HTTP/1.1 200 OK\r\n';
/** Stands for the 15 s of a real exchange. */
const patienceMs = 1_000;

test('a 200 that comes after the exchange’s time is over is a failure', async () => {
  const answered: boolean[] = [];
  const server = await startHttp(async (response) => {
    await setTimeout(2 * patienceMs);
    answered.push(response.destroyed);
    response.writeHead(200).end('late');
  });
  expect(await attempt(server, { patienceMs })).toEqual({
    ...failed(server),
    ...{ status: null, error: 'timeout', answer: '', servedMeanwhile: true },
  });
  await expect.poll(() => answered, { timeout: 10 * patienceMs }).toEqual([true]);
});

test.each([
  ['a byte of its body now and then', `${ok}content-length: 10000\r\n\r\n`, 'x', 200, /^x+$/],
  ['a chunk of its body now and then', `${ok}transfer-encoding: chunked\r\n\r\n`, '1\r\nx\r\n', 200, /^x+$/],
  ['a byte of a header now and then', `${ok}x-slow: `, 'x', null, /^$/],
  ['that it will come, now and then', '', 'HTTP/1.1 102 Processing\r\n\r\n', null, /^$/],
  ['the news that nothing came yet', '', '\r\n', null, /^$/],
])('an answer that is %s is cut off when its time is over', async (_, head, part, status, answer) => {
  const server = await startDripping(head, part);
  expect(await attempt(server, { patienceMs })).toEqual({
    ...failed(server),
    ...{ status, error: 'timeout', answer: expect.stringMatching(answer), servedMeanwhile: true },
  });
});

test('a receiver that never answers takes up the places of its own endpoint alone', async () => {
  const server = await startTcp(() => undefined);
  const channel = await openChannel(server, { patienceMs });
  for (let more = 0; more < 5; more += 1) await channel.publish();
  const { maxInFlight } = await channel.endpoint();
  expect(await channel.attempt()).toEqual({
    ...failed(server),
    ...{ status: null, error: 'timeout', answer: '', servedMeanwhile: true },
    ...{ dialled: Array(6).fill(`127.0.0.1:${server.port}`), connections: 6, heard: 6 },
  });
  expect(channel.mostOpen()).toBe(maxInFlight);
  expect(channel.rows().map(({ state, attempted }) => [state, attempted])).toEqual(Array(6).fill(['pending', 1]));
  await channel.close();
});
