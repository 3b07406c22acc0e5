import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { hubUrl, type Topic, topicUrl } from '../../../shared/domain/feed-topic.ts';
import { followerIdOf } from '../../../shared/domain/follower.ts';
import { farewellAt } from '../../../shared/domain/hub-messages.ts';
import { topic } from '../../samples/following.ts';
import { operator } from '../../samples/gated-queue.ts';
import { newsroom } from '../../samples/revision.ts';
import { asking, following, type OpenHub, posted, useHub, willing } from './open-hub.ts';

const openHub = useHub();
const idAt = ({ origin }: OpenHub, of: Topic = topic) => followerIdOf(of, `${origin}/push?for=7`);
const bodies = (hub: OpenHub) => posted(hub).map(({ body }) => body);
const states = async (hub: OpenHub) => (await hub.rows(idAt(hub))).map(({ state }) => state);
const update = async (hub: OpenHub, body: string, sequence: number) => {
  await hub.write(body, sequence);
  await hub.deliverAll();
};

describe('a feed that changed is sent to who follows it', () => {
  test('whole, once, to the callback with its own query, and the distribution of no partner counts it', async () => {
    const hub = await openHub();
    await following(hub);
    await update(hub, '<rss>señal 😀</rss>', 2);
    await hub.deliverAll();
    expect(bodies(hub)).toEqual(['<rss>señal 😀</rss>']);
    expect(posted(hub)[0]?.url.search).toBe('?for=7');
    expect((await Array.fromAsync(hub.endpoints.all(10))).flat()).toEqual([]);
  });

  test.each<[Topic, string]>([
    ['/feeds/topics/transport/rss.xml', 'application/rss+xml; charset=utf-8'],
    ['/feeds/atom.xml', 'application/atom+xml; charset=utf-8'],
    ['/feeds/corrections/feed.json', 'application/feed+json; charset=utf-8'],
  ])('as %s is served, with links to its hub and itself', async (of, contentType) => {
    const hub = await openHub();
    const self = topicUrl(newsroom.baseUrl, of);
    await hub.write('first', 1, of);
    await hub.post(asking(hub, 'subscribe', { 'hub.topic': self }));
    await hub.verifyAll();
    await hub.write('second', 2, of);
    await hub.deliverAll();
    const [{ headers } = { headers: undefined }] = posted(hub);
    expect(headers).toMatchObject({ 'content-type': contentType, 'content-length': '6' });
    expect(headers?.['link']).toBe(`<${hubUrl(newsroom.baseUrl)}>; rel="hub", <${self}>; rel="self"`);
  });

  test('signed with its secret, which a receiver can verify over the bytes', async () => {
    const hub = await openHub();
    await following(hub, { 'hub.secret': 'señal' });
    await update(hub, '<rss>señal 😀</rss>', 2);
    const mac = createHmac('sha256', 'señal').update(Buffer.from('<rss>señal 😀</rss>', 'utf8')).digest('hex');
    expect(posted(hub)[0]?.headers['x-hub-signature']).toBe(`sha256=${mac}`);
  });

  test('without any signature where there is no secret', async () => {
    const hub = await openHub();
    await following(hub);
    await update(hub, '<rss>second</rss>', 2);
    expect(Object.keys(posted(hub)[0]?.headers ?? {}).filter((name) => /signature/i.test(name))).toEqual([]);
  });

  test('and to nobody else', async () => {
    const hub = await openHub();
    await following(hub);
    await hub.write('another', 2, '/feeds/rss.xml');
    await hub.write('another', 2, '/feeds/topics/transport/atom.xml');
    await hub.deliverAll();
    expect(hub.got).toEqual([]);
  });

  test('as it stands when it is sent, not as it stood when it was owed', async () => {
    const hub = await openHub();
    await following(hub);
    await hub.write('<rss>second</rss>', 2);
    const { standing } = await hub.files.files.head(topic);
    const file = { path: topic, body: '<rss>third</rss>', contentType: 'application/rss+xml' };
    await hub.files.files.put(file, standing?.etag);
    await hub.deliverAll();
    // the builder of the third version says so only now
    await hub.plan([{ path: topic, etag: hub.files.files.etagOf(file.body) }], 3);
    await hub.deliverAll();
    expect(bodies(hub)).toEqual(['<rss>third</rss>']);
    expect(new Set(await states(hub))).toEqual(new Set(['delivered']));
  });
});

describe('the same bytes are not sent twice', () => {
  test('when a builder repeats itself, or comes late', async () => {
    const hub = await openHub();
    await following(hub);
    const say = (body: string, sequence: number) =>
      hub.plan([{ path: topic, etag: hub.files.files.etagOf(body) }], sequence);
    await update(hub, 'second', 2);
    await update(hub, 'third', 3);
    for (const [body, sequence] of [
      ['second', 2],
      ['third', 3],
      ['third', 4],
      ['second', 2],
    ] as const) {
      await say(body, sequence);
      await hub.deliverAll();
    }
    expect(bodies(hub)).toEqual(['second', 'third']);
  });

  test('to who follows already and asked again', async () => {
    const hub = await openHub();
    await following(hub);
    for (const secret of ['one', 'two']) {
      hub.clock.advance(1000);
      await hub.post(asking(hub, 'subscribe', { 'hub.secret': secret }));
      await hub.verifyAll();
    }
    await update(hub, 'second', 2);
    expect(bodies(hub)).toEqual(['second']);
    const mac = createHmac('sha256', 'two').update('second').digest('hex');
    expect(posted(hub)[0]?.headers['x-hub-signature']).toBe(`sha256=${mac}`);
  });

  test('but a feed that went back to what it was is sent again', async () => {
    const hub = await openHub();
    await following(hub);
    for (const [at, body] of ['second', 'third', 'second'].entries()) await update(hub, body, 2 + at);
    expect(bodies(hub)).toEqual(['second', 'third', 'second']);
  });

  test('and also when it went back after an attempt that may have arrived', async () => {
    const hub = await openHub();
    await following(hub);
    await update(hub, 'second', 2);
    hub.answer(() => ({ status: 500 }));
    await update(hub, 'third', 3);
    hub.answer(willing);
    await update(hub, 'second', 4);
    expect(bodies(hub)).toEqual(['second', 'third', 'second']);
    expect(await states(hub)).toEqual(['delivered', 'superseded', 'delivered']);
  });
});

test('a callback that fails is tried again as a webhook is, with the feed as it stands then', async () => {
  const hub = await openHub();
  await following(hub);
  hub.answer(() => ({ status: 503 }));
  await update(hub, 'second', 2);
  expect(await states(hub)).toEqual(['pending']);
  expect(await hub.endpoints.get(idAt(hub))).toMatchObject({ failingSince: expect.any(String) });
  hub.answer(willing);
  hub.clock.advance(20_000);
  await hub.deliverAll();
  expect(bodies(hub)).toEqual(['second', 'second']);
  expect(await states(hub)).toEqual(['delivered']);
  expect(await hub.endpoints.get(idAt(hub))).toMatchObject({ failingSince: null });
});

test('a redirect is a failure: what was asked for at one URL is sent to no other', async () => {
  const hub = await openHub();
  await following(hub);
  hub.answer(() => ({ status: 307, headers: { location: '/elsewhere' } }));
  await update(hub, 'second', 2);
  expect(posted(hub).map(({ url }) => url.pathname)).toEqual(['/push']);
  expect(await states(hub)).toEqual(['pending']);
});

test('a newer feed takes the place of one that waits', async () => {
  const hub = await openHub();
  await following(hub);
  for (const [at, body] of ['second', 'third', 'fourth'].entries()) await hub.write(body, 2 + at);
  expect(await states(hub)).toEqual(['superseded', 'superseded', 'pending']);
  await hub.deliverAll();
  expect(bodies(hub)).toEqual(['fourth']);
});

test('410 ends it: nothing more is sent, nothing is owed any more, and it can begin anew', async () => {
  const hub = await openHub();
  await following(hub);
  hub.answer(() => ({ status: 410 }));
  await update(hub, 'second', 2);
  expect(await hub.endpoints.get(idAt(hub))).toBeUndefined();
  expect(await states(hub)).toEqual(['superseded']);
  hub.answer(willing);
  await update(hub, 'third', 3);
  hub.clock.advance(3_600_000);
  await hub.deliverAll();
  expect(bodies(hub)).toEqual(['second']);

  await hub.post(asking(hub, 'subscribe'));
  await hub.verifyAll();
  await update(hub, 'fourth', 4);
  expect(bodies(hub)).toEqual(['second', 'fourth']);
});

test('410 does not end what was asked for anew while it was answered', async () => {
  const hub = await openHub();
  await following(hub);
  const before = await hub.endpoints.get(idAt(hub));
  if (before?.kind !== 'websub') throw new Error('nobody follows');
  const requestedAt = new Date(hub.clock.now() + 1).toISOString();
  const { followers } = hub;
  const farewell = {
    at: before.leaseUntil,
    kind: 'deliver',
    id: before.id,
    queue: 'follower-deliveries',
    body: '{}',
  } as const;
  let answered: Promise<unknown> = Promise.resolve();
  hub.answer(() => {
    answered = followers.follow({ ...before, requestedAt }, farewell);
    return { status: 410 };
  });
  // the renewal is written before our process has heard the answer
  const { end } = followers;
  followers.end = async (...args) => {
    await answered;
    return end(...args);
  };
  await update(hub, 'second', 2);
  expect(await hub.endpoints.get(before.id)).toMatchObject({ requestedAt });
  hub.answer(willing);
  hub.clock.advance(20_000);
  await hub.deliverAll();
  expect(bodies(hub)).toEqual(['second', 'second']);
});

test('who fails for three days, and then once more, gets nothing more, and is owed nothing, until it asks anew', async () => {
  const hub = await openHub();
  await following(hub, { 'hub.lease_seconds': '2592000' });
  hub.answer(() => ({ status: 503 }));
  await update(hub, 'second', 2);
  hub.clock.advance(71 * 3_600_000);
  await hub.deliverAll();
  expect(await hub.endpoints.get(idAt(hub))).toMatchObject({ topic });
  expect(bodies(hub)).toEqual(['second', 'second']);
  hub.clock.advance(3_600_000);
  await update(hub, 'third', 3);
  expect(bodies(hub)).toEqual(['second', 'second', 'third']);
  expect(await hub.endpoints.get(idAt(hub))).toBeUndefined();
  hub.answer(willing);
  expect(new Set(await states(hub))).toEqual(new Set(['superseded']));
  const ended = hub.log.lines.filter(({ code }) => code === 'FOLLOWER_ENDED');
  expect(ended.map(({ fields }) => fields)).toEqual([{ endpointId: idAt(hub), because: 'failing' }]);

  await hub.post(asking(hub, 'subscribe'));
  await hub.verifyAll();
  await update(hub, 'fourth', 4);
  expect(bodies(hub)).toEqual(['second', 'second', 'third', 'fourth']);
});

test('days in which deliveries were paused are no failing: who fails is ended three days after them', async () => {
  const hub = await openHub();
  await following(hub, { 'hub.lease_seconds': '2592000' });
  hub.answer(() => ({ status: 503 }));
  const turn = (paused: boolean) =>
    hub.switches.set({
      ...{ channel: 'deliveries', paused, actor: operator },
      since: new Date(hub.clock.now()).toISOString(),
    });
  await update(hub, 'second', 2);
  await turn(true);
  hub.clock.advance(73 * 3_600_000);
  await turn(false);
  for (const [at, body] of ['third', 'fourth'].entries()) {
    await update(hub, body, 3 + at);
    expect(bodies(hub).at(-1)).toBe(body);
    expect(await hub.endpoints.get(idAt(hub)), body).toMatchObject({ topic });
    hub.clock.advance(36 * 3_600_000);
  }
  await update(hub, 'fifth', 5);
  expect([bodies(hub).at(-1), await hub.endpoints.get(idAt(hub))]).toEqual(['fifth', undefined]);
  expect(hub.log.count('FOLLOWER_ENDED')).toBe(1);
});

describe('once a lease is over', () => {
  const lease = { 'hub.lease_seconds': '600' };
  test('nothing more is sent, not even what was owed before', async () => {
    const hub = await openHub();
    await following(hub, lease);
    hub.answer(() => ({ status: 503 }));
    await update(hub, 'second', 2);
    hub.answer(willing);
    hub.clock.advance(600_000);
    await update(hub, 'third', 3);
    expect(bodies(hub)).toEqual(['second']);
    expect(await hub.endpoints.get(idAt(hub))).toBeUndefined();
    expect(await states(hub)).toEqual(['superseded']);
  });

  test('a follower is taken away by the Timetable, though its feed never changes again', async () => {
    const hub = await openHub();
    await following(hub, lease);
    hub.clock.advance(599_000);
    await hub.deliverAll();
    expect(await hub.endpoints.get(idAt(hub))).toMatchObject({ topic });
    hub.clock.advance(11_000);
    await hub.deliverAll();
    expect(await hub.endpoints.get(idAt(hub))).toBeUndefined();
    expect(await Array.fromAsync(hub.followers.inFolder('/feeds/topics/transport', 10))).toEqual([[]]);
    hub.clock.advance(3_600_000);
    await hub.deliverAll();
    expect(await hub.due()).toEqual([]);
  });

  test('a follower that asked again in this very moment goes on', async () => {
    const hub = await openHub();
    await following(hub, lease);
    const before = await hub.endpoints.get(idAt(hub));
    if (before?.kind !== 'websub') throw new Error('nobody follows');
    await hub.write('second', 2);
    hub.clock.advance(600_000);
    const { followers } = hub;
    const { end } = followers;
    let looks = 0;
    // between the look at its lease and the write that takes it away
    followers.end = async (...args) => {
      looks += 1;
      const requestedAt = new Date(hub.clock.now()).toISOString();
      const renewed = { ...before, requestedAt, leaseUntil: new Date(hub.clock.now() + 600_000).toISOString() };
      await followers.follow(renewed, farewellAt(renewed, hub.clock.now() + 600_000));
      return end(...args);
    };
    await hub.deliverAll();
    expect(looks).toBe(1);
    expect(bodies(hub)).toEqual(['second']);
  });

  test('a follower that asked again in time goes on', async () => {
    const hub = await openHub();
    await following(hub, lease);
    hub.clock.advance(500_000);
    await hub.post(asking(hub, 'subscribe', lease));
    await hub.verifyAll();
    hub.clock.advance(200_000);
    await hub.deliverAll();
    await update(hub, 'second', 2);
    expect(bodies(hub)).toEqual(['second']);
  });
});
