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

describe('a feed has so many followers', () => {
  const at = ({ origin }: OpenHub, name: number) => `${origin}/push/${name}`;
  const ask = async (hub: OpenHub, name: number, more: Record<string, string> = {}) => {
    await hub.post(asking(hub, 'subscribe', { 'hub.callback': at(hub, name), ...more }));
    await hub.verifyAll();
  };
  const isThere = async (hub: OpenHub, name: number) =>
    (await hub.endpoints.get(followerIdOf(topic, at(hub, name)))) !== undefined;
  const denied = ({ got }: OpenHub) =>
    got.filter(({ url }) => url.searchParams.get('hub.mode') === 'denied').map(({ url }) => url);
  /** Ten at the hub's own callback. */
  const full = async () => {
    const hub = await openHub();
    await hub.write('<rss/>', 1);
    for (let name = 0; name < 10; name += 1) await ask(hub, name);
    expect(await Promise.all(Array.from({ length: 10 }, (_, name) => isThere(hub, name)))).not.toContain(false);
    expect(denied(hub)).toEqual([]);
    return hub;
  };

  test('at one host, and then no more: who asks is told so, and no log line has its URL', async () => {
    const hub = await full();
    await ask(hub, 10);
    expect(await isThere(hub, 10)).toBe(false);
    expect(denied(hub).map(({ searchParams }) => searchParams.get('hub.reason'))).toEqual([
      'this feed has 10 followers at this host',
    ]);
    expect(notVerified(hub)).toEqual(['denied']);
    const id = followerIdOf(topic, at(hub, 10));
    expect(hub.log.lines.filter(({ code }) => code === 'FOLLOWERS_FULL')).toMatchObject([
      { level: 'warn', fields: { endpointId: id, topic, full: 'ofHost' } },
    ]);
    expect(JSON.stringify(hub.log.lines)).not.toContain('/push');
  });

  test('and those go on: they may ask again, and go', async () => {
    const hub = await full();
    hub.clock.advance(1000);
    const requestedAt = new Date(hub.clock.now()).toISOString();
    await ask(hub, 3);
    expect(await hub.endpoints.get(followerIdOf(topic, at(hub, 3)))).toMatchObject({ requestedAt });
    await hub.post(asking(hub, 'unsubscribe', { 'hub.callback': at(hub, 4) }));
    await hub.verifyAll();
    expect(await isThere(hub, 4)).toBe(false);
    await ask(hub, 10);
    expect(await isThere(hub, 10)).toBe(true);
    expect(denied(hub)).toEqual([]);
  });

  test('whose leases are not over, of this feed and not of its other formats', async () => {
    const hub = await full();
    const other = '/feeds/topics/transport/atom.xml';
    await hub.write('<feed/>', 1, other);
    await ask(hub, 10, { 'hub.topic': topicUrl(newsroom.baseUrl, other) });
    expect(await hub.endpoints.get(followerIdOf(other, at(hub, 10)))).toMatchObject({ topic: other });
    hub.clock.advance(10 * 86_400_000);
    await ask(hub, 11);
    expect(await isThere(hub, 11)).toBe(true);
    expect(denied(hub)).toEqual([]);
  });

  test('at all hosts together', async () => {
    const hub = await openHub();
    await hub.write('<rss/>', 1);
    const { followers } = hub;
    const leaseUntil = new Date(hub.clock.now() + 60_000).toISOString();
    const entries = Array.from({ length: 1000 }, (_, name) => {
      const host = `reader-${name}.example`;
      return { id: followerIdOf(topic, `https://${host}/`), topic, leaseUntil, host };
    });
    followers.inFolder = async function* () {
      for (let from = 0; from < entries.length; from += 400) yield entries.slice(from, from + 400);
    };
    await ask(hub, 1);
    expect(denied(hub).map(({ searchParams }) => searchParams.get('hub.reason'))).toEqual([
      'this feed has 1000 followers',
    ]);
    entries.pop();
    await ask(hub, 2);
    expect([await isThere(hub, 1), await isThere(hub, 2)]).toEqual([false, true]);
  });
});

test('a callback has 5 s to answer', async () => {
  const hub = await openHub();
  await hub.write('<rss/>', 1);
  const waits: number[] = [];
  const { get } = hub.callbacks;
  hub.callbacks.get = (request) => {
    waits.push(request.deadline - hub.clock.now());
    return get(request);
  };
  await hub.post(asking(hub, 'subscribe'));
  await hub.verifyAll();
  expect(waits).toEqual([5000]);
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

  test('and is out of reach when it subscribes, and goes, is not brought back when it is asked again about that', async () => {
    const hub = await openHub();
    hub.answer(() => ({ status: 503 }));
    await following(hub);
    const [, retry] = hub.requests.messages();
    if (retry === undefined) throw new Error('not to be asked again');
    hub.answer(willing);
    hub.clock.advance(1000);
    await hub.post(asking(hub, 'unsubscribe'));
    const leaving = hub.requests.messages().at(-1);
    if (leaving === undefined) throw new Error('not taken');
    for (const message of [leaving, retry]) await hub.verify(message);
    expect(await standing(hub)).toBeUndefined();
    const verified = hub.log.lines.filter(({ code }) => code === 'FOLLOWER_VERIFIED').map(({ fields }) => fields);
    expect(verified).toMatchObject([
      { mode: 'unsubscribe', counts: true },
      { mode: 'subscribe', counts: false },
    ]);
    await hub.write('<rss>second</rss>', 2);
    await hub.deliverAll();
    expect(posted(hub)).toEqual([]);
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
