import { expect, test } from 'vitest';
import { type CohortShard, cohortShardOf, cohortShards } from '../../../shared/domain/cohort.ts';
import type { Subscriber } from '../../../shared/domain/subscriber.ts';
import type { SubscriberStore } from '../../../shared/ports/subscriber-store.ts';
import { consent, hash, noon, subscriber } from '../../samples/texting.ts';
import { later, type OpenTextStores } from './under-test.ts';

/** Everybody in the shards of a cohort, by hash. */
export const cohort = async (subscribers: SubscriberStore, zones: string): Promise<Subscriber[]> => {
  const shards = Array.from({ length: cohortShards }, (_, at): CohortShard => `${zones}#${at}`);
  const pages = await Promise.all(shards.map((shard) => Array.fromAsync(subscribers.cohort(shard))));
  return pages.flat(2).sort((a, b) => (a.hash < b.hash ? -1 : 1));
};
const { topics, editions, language, frequency, zip, notBefore } = subscriber();
const unchanged = { topics, editions, language, frequency, zip, notBefore };
const changed = (differs = {}) => consent({ kind: 'changed', at: later, ...differs });

export const subscribersContract = (open: OpenTextStores): void => {
  test('a new subscriber is found, is in the cohort, and makes its shard known', async () => {
    const { subscribers } = await open();
    expect(await subscribers.find(hash(1))).toBeUndefined();
    expect(await subscribers.shards()).toEqual([]);
    expect(await subscribers.add(subscriber(), consent())).toBe(true);
    expect(await subscribers.find(hash(1))).toEqual(subscriber());
    expect(await cohort(subscribers, 'America/New_York')).toEqual([subscriber()]);
    expect(await subscribers.shards()).toEqual([cohortShardOf('America/New_York', hash(1))]);
    expect(await subscribers.evidenceOf(hash(1))).toEqual([consent()]);
  });

  test('who is there is not added again, and keeps what they chose', async () => {
    const { subscribers } = await open();
    await subscribers.add(subscriber(), consent());
    expect(await subscribers.add(subscriber({ frequency: 'weekly', zones: 'America/Denver' }), changed())).toBe(false);
    expect(await subscribers.find(hash(1))).toEqual(subscriber());
    expect(await subscribers.shards()).toEqual([cohortShardOf('America/New_York', hash(1))]);
    expect(await subscribers.evidenceOf(hash(1))).toEqual([consent()]);
  });

  test('whoever is added without being active is in no cohort', async () => {
    const { subscribers } = await open();
    const waiting = subscriber({ status: 'paused', reason: 'unclear-reply' });
    await subscribers.add(waiting, consent());
    expect(await subscribers.find(hash(1))).toEqual(waiting);
    expect(await cohort(subscribers, 'America/New_York')).toEqual([]);
    expect(await subscribers.shards()).toEqual([]);
  });

  test('what counts against a number is kept with it', async () => {
    const { subscribers } = await open();
    const counted = subscriber({
      strikes: { kind: 'blocked', count: 1, at: noon },
      texted: { day: '2026-11-20', count: 3, broadcastId: 'brd_01JD4Z00000000000000000001' },
    });
    await subscribers.add(counted, consent());
    expect(await subscribers.find(hash(1))).toEqual(counted);
  });

  test('preferences change as a whole, the cohort with them, and nothing else does', async () => {
    const { subscribers } = await open();
    const counted = { texted: { day: '2026-11-20', count: 3, broadcastId: 'brd_01JD4Z00000000000000000001' } } as const;
    await subscribers.add(subscriber(counted), consent());
    const wanted = {
      topics: ['health'],
      editions: ['ohio'],
      language: 'es',
      frequency: 'daily' as const,
      zip: '80201',
      notBefore: 11,
    };
    expect(await subscribers.change(wanted, 'America/Denver@11', changed())).toBe(true);
    const now = subscriber({ ...counted, ...wanted, zones: 'America/Denver@11', updatedAt: later });
    expect(await subscribers.find(hash(1))).toEqual(now);
    expect(await cohort(subscribers, 'America/New_York')).toEqual([]);
    expect(await cohort(subscribers, 'America/Denver@11')).toEqual([now]);
    expect((await subscribers.shards()).toSorted()).toEqual([
      cohortShardOf('America/Denver@11', hash(1)),
      cohortShardOf('America/New_York', hash(1)),
    ]);
    expect(await subscribers.evidenceOf(hash(1))).toEqual([consent(), changed()]);
  });

  test('who pauses may change what they want, and who is suppressed or not there may not', async () => {
    const { subscribers } = await open();
    await subscribers.add(subscriber({ status: 'dormant', reason: 'unreachable' }), consent());
    expect(await subscribers.change({ ...unchanged, topics: ['health'] }, 'America/New_York', changed())).toBe(true);
    await subscribers.move(hash(1), ['dormant'], { status: 'suppressed', reason: 'opted-out' }, noon);
    const gone = subscriber({ status: 'suppressed', reason: 'opted-out', topics: ['health'] });
    const others = changed({ hash: hash(9) });
    expect(await subscribers.change(unchanged, 'America/Denver', changed({ at: '2026-11-22T00:00:00.000Z' }))).toBe(
      false,
    );
    expect(await subscribers.change(unchanged, 'America/Denver', others)).toBe(false);
    expect(await subscribers.find(hash(1))).toEqual(gone);
    expect(await subscribers.find(hash(9))).toBeUndefined();
    expect(await subscribers.evidenceOf(hash(1))).toEqual([consent(), changed()]);
    expect(await subscribers.evidenceOf(hash(9))).toEqual([]);
    expect(await subscribers.shards()).toEqual([]);
  });

  test('a cohort comes out whole over its shards and pages, without those of another', async () => {
    const { subscribers } = await open();
    const all = Array.from({ length: 60 }, (_, last) => subscriber({ hash: hash(last) }));
    for (const one of all) await subscribers.add(one, consent({ hash: one.hash }));
    const denver = subscriber({ hash: hash(1, 303), zones: 'America/Denver' });
    await subscribers.add(denver, consent({ hash: denver.hash }));
    expect(await cohort(subscribers, 'America/New_York')).toEqual(all.sort((a, b) => (a.hash < b.hash ? -1 : 1)));
    expect(await cohort(subscribers, 'America/Denver')).toEqual([denver]);
    const shards = [denver, ...all].map(({ zones, hash: phone }) => cohortShardOf(zones, phone));
    expect((await subscribers.shards()).sort()).toEqual([...new Set(shards)].sort());
    expect(await subscribers.findMany([denver.hash, hash(98), hash(3)])).toHaveLength(2);
  });
};
