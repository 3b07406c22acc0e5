import { expect, test } from 'vitest';
import { begin, delivered } from '../../shared/domain/delivery.ts';
import type { DeliverMessage } from '../../shared/domain/delivery-messages.ts';
import type { Follower } from '../../shared/domain/follower.ts';
import { farewellAt } from '../../shared/domain/hub-messages.ts';
import type { DeliveryStore } from '../../shared/ports/delivery-store.ts';
import { planFollowerDeliveries } from '../../shared/use-cases/plan-follower-deliveries.ts';
import { manualClock } from '../fakes/clock.ts';
import { fakeDeliveryStore } from '../fakes/delivery-store.ts';
import { fakeEndpointStore } from '../fakes/endpoint-store.ts';
import { recordingLog } from '../fakes/log.ts';
import { fakeQueue } from '../fakes/queue.ts';
import { fakeTimetable } from '../fakes/timetable.ts';
import { attempt, noon } from '../samples/delivering.ts';
import { follower, topic } from '../samples/following.ts';

const now = Date.parse(noon);
const { id } = follower();
const feed = (etag: string, path: string = topic) => [{ path, etag }];

/** The stores with these followers, and planning over them. */
const withFollowers = async (...all: Follower[]) => {
  const [clock, log, timetable, wakes] = [
    manualClock(noon),
    recordingLog(),
    fakeTimetable(),
    fakeQueue<DeliverMessage>(),
  ];
  const endpoints = fakeEndpointStore(timetable);
  const leases = { isHeldBy: () => true };
  const deliveries = fakeDeliveryStore({ endpoints, leases, timetable });
  for (const one of all) await endpoints.follow(one, farewellAt(one, Date.parse(one.leaseUntil)));
  const deps = { endpoints, followers: endpoints, deliveries, wakes, clock, log };
  const states = () => deliveries.all().map(({ state }) => state);
  return { ...deps, timetable, states, plan: planFollowerDeliveries(deps), deps };
};

test('all who follow a feed are owed it and woken, also by the Timetable; who follows another is not', async () => {
  const many = Array.from({ length: 120 }, (_, at) => follower({ url: `https://reader.example/${at}` }));
  const others = (['/feeds/rss.xml', '/feeds/topics/transport/atom.xml'] as const).map((one) =>
    follower({ topic: one }),
  );
  const world = await withFollowers(...many, ...others);
  await world.plan(feed('"1"'), 7);
  const ids = many.map((one) => one.id).sort();
  expect(
    world.deliveries
      .all()
      .map(({ endpointId }) => endpointId)
      .sort(),
  ).toEqual(ids);
  expect(
    world.wakes
      .messages()
      .map(({ endpointId }) => endpointId)
      .sort(),
  ).toEqual(ids);
  const soon = new Date(now + 70_000).toISOString();
  expect((await world.timetable.due(soon, 1000)).map((work) => work.id).sort()).toEqual(ids);
  expect(world.log.lines).toMatchObject([{ code: 'FOLLOWERS_PLANNED', fields: { sequence: 7, followers: 120 } }]);
});

test('feeds in several formats are read by one query a folder; a file that nobody can follow is passed over', async () => {
  const atom = '/feeds/topics/transport/atom.xml';
  const world = await withFollowers(follower(), follower({ topic: atom }), follower({ topic: '/feeds/feed.json' }));
  const folders: string[] = [];
  const followers = {
    inFolder: (folder: string, size: number) => {
      folders.push(folder);
      return world.followers.inFolder(folder, size);
    },
  };
  const feeds = [...feed('"1"'), ...feed('"2"', atom), ...feed('"3"', '/feeds/archive/2026/11/atom.xml')];
  await planFollowerDeliveries({ ...world.deps, followers })([...feeds, ...feed('"4"', '/feeds/rss.xml')], 7);
  expect(folders).toEqual(['/feeds/topics/transport', '/feeds']);
  expect(
    world.deliveries
      .all()
      .map((row) => row.kind === 'websub' && [row.topic, row.etag])
      .sort(),
  ).toEqual([
    [atom, '"2"'],
    [topic, '"1"'],
  ]);
});

test('nobody is owed anything whose lease is over', async () => {
  const world = await withFollowers(follower({ leaseUntil: noon }), follower({ url: 'https://other.example/' }));
  await world.plan(feed('"1"'), 7);
  expect(world.states()).toEqual(['pending']);
  expect(world.wakes.messages()).toHaveLength(1);
});

test('a call that repeats wakes who still waits, and makes nothing more', async () => {
  const world = await withFollowers(follower());
  for (const sequence of [7, 7, 8, 6]) await world.plan(feed('"1"'), sequence);
  await world.plan(feed('"0"'), 5);
  expect(world.states()).toEqual(['pending']);
  expect(world.wakes.messages()).toHaveLength(5);
  const [before] = world.deliveries.all();
  if (before === undefined) throw new Error('nothing is owed');
  const sending = begin(before, now);
  await world.deliveries.begin({ before, after: sending }, 'token');
  const after = delivered(sending, attempt({ status: 204 }), now);
  await world.deliveries.settle({ before: sending, after, lastOwed: undefined, newer: undefined, wake: undefined });
  await world.plan(feed('"1"'), 8);
  expect(world.states()).toEqual(['delivered']);
  expect(world.wakes.messages(), 'nobody is woken for nothing').toHaveLength(5);
});

test('what was sent while a builder undid its write is put right by that builder, though its event is older', async () => {
  const world = await withFollowers(follower());
  await world.plan(feed('"right"'), 9);
  const [before] = world.deliveries.all();
  if (before?.kind !== 'websub') throw new Error('nothing is owed');
  const sending = { ...begin(before, now), etag: '"wrong"' };
  await world.deliveries.begin({ before, after: sending }, 'token');
  const after = delivered(sending, attempt({ status: 204 }), now);
  await world.deliveries.settle({ before: sending, after, lastOwed: undefined, newer: undefined, wake: undefined });
  await world.plan(feed('"right"'), 8);
  expect(world.states()).toEqual(['delivered', 'pending']);
});

test('what ends while it is planned is read again: the new version is owed all the same', async () => {
  const world = await withFollowers(follower());
  await world.plan(feed('"1"'), 7);
  const [before] = world.deliveries.all();
  if (before === undefined) throw new Error('nothing is owed');
  const sending = begin(before, now);
  await world.deliveries.begin({ before, after: sending }, 'token');
  const deliveries: DeliveryStore = {
    ...world.deliveries,
    plan: async (planned, wake) => {
      const after = delivered(sending, attempt({ status: 204 }), now);
      await world.deliveries.settle({ before: sending, after, lastOwed: undefined, newer: undefined, wake: undefined });
      return world.deliveries.plan(planned, wake);
    },
  };
  await planFollowerDeliveries({ ...world.deps, deliveries })(feed('"2"'), 8);
  expect(world.states()).toEqual(['delivered', 'pending']);
});

test('who goes while it is planned is owed nothing', async () => {
  const world = await withFollowers(follower());
  const deliveries: DeliveryStore = {
    ...world.deliveries,
    plan: async (planned, wake) => {
      await world.followers.end(follower());
      return world.deliveries.plan(planned, wake);
    },
  };
  await planFollowerDeliveries({ ...world.deps, deliveries })(feed('"1"'), 7);
  expect(world.states()).toEqual([]);
  expect(world.wakes.messages()).toEqual([]);
});

test('rows that change again and again are a defect, and said to be one', async () => {
  const world = await withFollowers(follower());
  const deliveries = { ...world.deliveries, plan: async () => false };
  await expect(planFollowerDeliveries({ ...world.deps, deliveries })(feed('"1"'), 7)).rejects.toThrow(id);
});
