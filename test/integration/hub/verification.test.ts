import { describe, expect, test } from 'vitest';
import { resolveHost } from '../../../shared/adapters/http-sender/resolver.ts';
import { topicUrl } from '../../../shared/domain/feed-topic.ts';
import { followerIdOf } from '../../../shared/domain/follower.ts';
import { topic } from '../../samples/following.ts';
import { newsroom } from '../../samples/revision.ts';
import { type Answering, asking, following, type OpenHub, posted, useHub, willing } from './open-hub.ts';

const openHub = useHub();
const self = topicUrl(newsroom.baseUrl, topic);
const idAt = ({ origin }: OpenHub) => followerIdOf(topic, `${origin}/push?for=7`);
const standing = (hub: OpenHub) => hub.endpoints.get(idAt(hub));
const notVerified = ({ log }: OpenHub) =>
  log.lines.filter(({ code }) => code === 'FOLLOWER_NOT_VERIFIED').map(({ fields }) => fields['because']);

test('a callback is asked by GET, beside its own query, what it wants, for how long, and with an unguessable challenge', async () => {
  const hub = await openHub();
  await hub.write('<rss/>', 1);
  for (const mode of ['subscribe', 'unsubscribe'] as const) {
    await hub.post(asking(hub, mode, { 'hub.lease_seconds': '600' }));
    await hub.verifyAll();
  }
  expect(hub.got.map(({ method }) => method)).toEqual(['GET', 'GET']);
  const [first, second] = hub.got.map(({ url }) => Object.fromEntries(url.searchParams));
  expect(first).toMatchObject({ for: '7', 'hub.mode': 'subscribe', 'hub.topic': self, 'hub.lease_seconds': '600' });
  expect(second).toMatchObject({ for: '7', 'hub.mode': 'unsubscribe', 'hub.topic': self });
  expect(second?.['hub.lease_seconds']).toBeUndefined();
  const challenges = [first?.['hub.challenge'] ?? '', second?.['hub.challenge'] ?? ''];
  for (const challenge of challenges) expect(Buffer.from(challenge, 'base64url')).toHaveLength(32);
  expect(new Set(challenges).size).toBe(2);
});

test('who confirms follows, until the lease that was named is over', async () => {
  const hub = await openHub();
  await following(hub, { 'hub.lease_seconds': '600', 'hub.secret': 'hush' });
  const leaseUntil = new Date(hub.clock.now() + 600_000).toISOString();
  const found = await standing(hub);
  expect(found).toMatchObject({ kind: 'websub', topic, leaseUntil });
  expect(JSON.stringify(found)).not.toContain('hush');
  expect(hub.log.count('FOLLOWER_VERIFIED')).toBe(1);
});

const echo: Answering = (got) => ({ status: 200, body: got.url.searchParams.get('hub.challenge') ?? '' });
describe('nobody follows whose callback', () => {
  test.each<[string, Answering]>([
    ['answers another challenge', () => ({ status: 200, body: 'x'.repeat(43) })],
    ['answers nothing', () => ({ status: 200 })],
    ['answers more than the challenge', (got) => ({ status: 200, body: `${echo(got).body}\n` })],
    ['answers with an endless body', (got) => ({ status: 200, body: `${echo(got).body}${'x'.repeat(1_000_000)}` })],
    ['does not know it', (got) => ({ ...echo(got), status: 404 })],
    ['redirects', (got) => ({ ...echo(got), status: 302, headers: { location: '/elsewhere' } })],
  ])('%s', async (_, answering) => {
    const hub = await openHub();
    hub.answer(answering);
    await following(hub);
    expect(await standing(hub)).toBeUndefined();
    expect(notVerified(hub)).toEqual(['refused']);
    expect(hub.requests.messages(), 'it is asked once').toHaveLength(1);
    await hub.write('<rss>second</rss>', 2);
    await hub.deliverAll();
    expect(hub.got).toEqual([]);
  });

  test.each([['127.0.0.1'], ['10.0.0.1'], ['169.254.169.254'], ['fd00:ec2::254']])(
    'is at a name that leads to %s',
    async (address) => {
      const hub = await openHub({ allowLoopback: false, resolve: async () => [address] });
      const port = new URL(hub.origin).port;
      await hub.write('<rss/>', 1);
      // as if it had been let in: the rules of URLs allow no such port
      await hub.post(asking(hub, 'subscribe', { 'hub.callback': 'http://reader.example/push' }));
      const [message] = hub.requests.messages();
      if (message === undefined) throw new Error('not taken');
      await hub.verify({ ...message, url: `http://reader.example:${port}/push` });
      expect(hub.got).toEqual([]);
      expect(notVerified(hub)).toEqual(['refused']);
      expect(await hub.endpoints.get(message.id)).toBeUndefined();
    },
  );
});

describe('a callback that cannot be reached', () => {
  test.each<[string, Answering | undefined]>([
    ['since nobody listens', undefined],
    ['since its server fails', () => ({ status: 503 })],
  ])('%s is asked four times, ever later, and then no more', async (_, answering) => {
    const resolve = answering === undefined ? async () => [] : resolveHost;
    const hub = await openHub({
      allowLoopback: true,
      resolve: answering === undefined ? () => Promise.reject() : resolve,
    });
    await hub.write('<rss/>', 1);
    if (answering !== undefined) hub.answer(answering);
    const callback = answering === undefined ? { 'hub.callback': 'https://reader.example/push' } : {};
    await hub.post(asking(hub, 'subscribe', callback));
    for (let tries = 0; tries < 6; tries += 1) await hub.verifyAll();
    expect(hub.requests.sent.map(({ delaySeconds }) => delaySeconds)).toEqual([0, 10, 60, 300]);
    expect(notVerified(hub)).toEqual(['unreachable']);
  });

  test('and recovers follows after all', async () => {
    const hub = await openHub();
    hub.answer(() => ({ status: 500 }));
    await following(hub);
    hub.answer(willing);
    await hub.verifyAll();
    expect(await standing(hub)).toMatchObject({ topic });
    expect(hub.requests.messages()).toHaveLength(2);
  });
});

test('a callback is told that a request is denied when there is no such feed', async () => {
  const hub = await openHub();
  await hub.post(asking(hub, 'subscribe'));
  await hub.verifyAll();
  expect(hub.got.map(({ method, url }) => [method, Object.fromEntries(url.searchParams)])).toEqual([
    [
      'GET',
      { for: '7', 'hub.mode': 'denied', 'hub.topic': self, 'hub.reason': expect.stringContaining('no such feed') },
    ],
  ]);
  expect(await standing(hub)).toBeUndefined();
  expect(notVerified(hub)).toEqual(['denied']);
});

describe('who follows already', () => {
  test('and asks again gets the new secret and lease once that is confirmed, not before', async () => {
    const hub = await openHub();
    await following(hub, { 'hub.secret': 'first', 'hub.lease_seconds': '600' });
    const before = await standing(hub);
    const again = asking(hub, 'subscribe', { 'hub.secret': 'second', 'hub.lease_seconds': '86400' });
    hub.answer(() => ({ status: 404 }));
    hub.clock.advance(1000);
    await hub.post(again);
    expect(await standing(hub), 'before it is verified').toEqual(before);
    await hub.verifyAll();
    expect(await standing(hub), 'since it was refused').toEqual(before);
    hub.answer(willing);
    await hub.post(again);
    await hub.verifyAll();
    const after = await standing(hub);
    expect(after).toMatchObject({ leaseUntil: new Date(hub.clock.now() + 86_400_000).toISOString() });
    const secret = after?.kind === 'websub' ? (after.secret ?? '') : '';
    expect(await hub.vault.open(secret, idAt(hub))).toBe('second');
  });

  test('keeps what was asked for last, in whatever order requests are verified', async () => {
    const hub = await openHub();
    await following(hub);
    await hub.post(asking(hub, 'subscribe', { 'hub.secret': 'early' }));
    hub.clock.advance(1000);
    await hub.post(asking(hub, 'subscribe', { 'hub.secret': 'late' }));
    const [early, late] = hub.requests.messages().slice(-2);
    if (early === undefined || late === undefined) throw new Error('not taken');
    for (const message of [late, early, { ...early, mode: 'unsubscribe' as const }, late]) await hub.verify(message);
    expect(await standing(hub)).toMatchObject({ secret: late.secret });
  });

  test('falls silent once it has confirmed that it wants no more, and not before', async () => {
    const hub = await openHub();
    await following(hub);
    hub.answer((got) => (got.method === 'GET' ? { status: 404 } : { status: 204 }));
    await hub.post(asking(hub, 'unsubscribe'));
    await hub.verifyAll();
    await hub.write('<rss>second</rss>', 2);
    await hub.deliverAll();
    expect(posted(hub).map(({ body }) => body)).toEqual(['<rss>second</rss>']);

    hub.answer(willing);
    await hub.write('<rss>third</rss>', 3);
    await hub.post(asking(hub, 'unsubscribe'));
    await hub.verifyAll();
    expect(await standing(hub)).toBeUndefined();
    await hub.write('<rss>fourth</rss>', 4);
    hub.clock.advance(60_000);
    await hub.deliverAll();
    expect(posted(hub), 'nothing that was owed, and nothing new').toHaveLength(1);
    expect((await hub.rows(idAt(hub))).map(({ state }) => state)).toEqual(['delivered', 'superseded']);
  });
});
