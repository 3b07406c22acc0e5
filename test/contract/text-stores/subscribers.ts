import { expect, test } from 'vitest';
import { type CohortShard, cohortShardOf, cohortShards } from '../../../shared/domain/cohort.ts';
import type { Subscriber } from '../../../shared/domain/subscriber.ts';
import type { SubscriberStore } from '../../../shared/ports/subscriber-store.ts';
import { consent, hash, noon, subscriber } from '../../samples/texting.ts';
import type { OpenTextStores } from './under-test.ts';

const cohort = async (subscribers: SubscriberStore, zones: string): Promise<Subscriber[]> => {
  const shards = Array.from({ length: cohortShards }, (_, at): CohortShard => `${zones}#${at}`);
  const pages = await Promise.all(shards.map((shard) => Array.fromAsync(subscribers.cohort(shard))));
  return pages.flat(2).sort((a, b) => (a.hash < b.hash ? -1 : 1));
};
const later = '2026-11-20T18:00:00.000Z';

export const subscribersContract = (open: OpenTextStores): void => {
  test('a new subscriber is found, is in the cohort, and makes its shard known', async () => {
    const { subscribers } = await open();
    expect(await subscribers.find(hash(1))).toBeUndefined();
    expect(await subscribers.shards()).toEqual([]);
    expect(await subscribers.add(subscriber(), consent())).toBe(true);
    expect(await subscribers.find(hash(1))).toEqual(subscriber());
    expect(await cohort(subscribers, 'America/New_York')).toEqual([subscriber()]);
    expect(await subscribers.shards()).toEqual([cohortShardOf('America/New_York', hash(1))]);
  });

  test('who is there is not added again, and keeps what they chose', async () => {
    const { subscribers } = await open();
    await subscribers.add(subscriber(), consent());
    expect(await subscribers.add(subscriber({ frequency: 'weekly', zones: 'America/Denver' }), consent())).toBe(false);
    expect(await subscribers.find(hash(1))).toEqual(subscriber());
    expect(await subscribers.shards()).toEqual([cohortShardOf('America/New_York', hash(1))]);
  });

  test('preferences change as a whole, and nothing else does', async () => {
    const { subscribers } = await open();
    await subscribers.add(subscriber(), consent());
    const wanted = {
      topics: ['health'],
      editions: ['ohio'],
      language: 'es',
      frequency: 'daily' as const,
      zip: '10001',
    };
    expect(await subscribers.change(wanted, consent({ at: later }))).toBe(true);
    expect(await subscribers.find(hash(1))).toEqual(subscriber({ ...wanted, updatedAt: later }));
  });

  test('who is suppressed leaves the cohort, for the first reason, and no new preferences bring them back', async () => {
    const { subscribers } = await open();
    await subscribers.add(subscriber(), consent());
    await subscribers.suppress(hash(1), 'opted-out', noon);
    await subscribers.suppress(hash(1), 'invalid-number', later);
    const gone = subscriber({ status: 'suppressed', reason: 'opted-out' });
    expect(await subscribers.find(hash(1))).toEqual(gone);
    expect(await cohort(subscribers, 'America/New_York')).toEqual([]);
    const { topics, editions, language, frequency, zip } = gone;
    expect(await subscribers.change({ topics, editions, language, frequency, zip }, consent({ at: later }))).toBe(
      false,
    );
    expect(await subscribers.find(hash(1))).toEqual(gone);
    expect(await subscribers.shards()).toEqual([cohortShardOf('America/New_York', hash(1))]);
  });

  test('nobody is suppressed, and nobody changes, who is not there', async () => {
    const { subscribers } = await open();
    await subscribers.suppress(hash(9), 'opted-out', noon);
    const { topics, editions, language, frequency, zip } = subscriber();
    expect(await subscribers.change({ topics, editions, language, frequency, zip }, consent({ hash: hash(9) }))).toBe(
      false,
    );
    expect(await subscribers.find(hash(9))).toBeUndefined();
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
