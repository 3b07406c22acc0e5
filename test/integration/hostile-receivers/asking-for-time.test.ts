import { expect, test } from 'vitest';
import { startHttp } from '../http-sender/servers.ts';
import { openChannel } from './hostile-channel.ts';
import { failed, soon } from './outcomes.ts';

const hour = 3_600_000;
/** What stands in `Retry-After`, when the engine's clock says `now`, and when the delivery is tried again (ms). */
const asked: readonly (readonly [string, (now: number) => string, unknown])[] = [
  ['an hour in seconds', () => '3600', hour],
  ['an hour as a date', (now) => new Date(now + hour).toUTCString(), hour],
  ['more than a day in seconds', () => '864000', 24 * hour],
  ['more than a day as a date', (now) => new Date(now + 400 * 24 * hour).toUTCString(), 24 * hour],
  ['a number of 300 digits', () => '9'.repeat(300), 24 * hour],
  ['one second, which is sooner than we would come', () => '1', soon],
  ['a date that is over', (now) => new Date(now - hour).toUTCString(), soon],
  ['less than nothing', () => '-3600', soon],
  ['no time at all', () => 'tomorrow', soon],
];

/** One attempt at a receiver that answers so, and the same a moment before it is due again. */
const answering = async (status: number, retryAfter: (now: number) => string) => {
  const heard: number[] = [];
  const server = await startHttp((response) => {
    heard.push(channel.clock.now());
    response.writeHead(status, { 'retry-after': retryAfter(channel.clock.now()) }).end('later');
  });
  const channel = await openChannel(server);
  const outcome = await channel.attempt(1);
  if (outcome.again === null) throw new Error('it is not tried again');
  channel.clock.advance(outcome.again - 1);
  await channel.run();
  expect(heard, 'not a moment before').toHaveLength(1);
  await channel.attempt(1);
  expect(heard, 'but then').toHaveLength(2);
  await channel.close();
  return { server, outcome };
};

test.each([429, 503].flatMap((status) => asked.map((one) => [status, ...one] as const)))(
  'a %d that asks for %s gets as much, a day at most',
  async (status, _, retryAfter, again) => {
    const { server, outcome } = await answering(status, retryAfter);
    expect(outcome).toEqual({ ...failed(server), ...{ status, error: null, answer: 'later', kept: 1, again } });
  },
);

test.each([400, 404, 500, 502, 504])('a %d is not heeded when it asks for time', async (status) => {
  const { server, outcome } = await answering(status, () => '3600');
  expect(outcome).toEqual({ ...failed(server), ...{ status, error: null, answer: 'later', kept: 1 } });
});
