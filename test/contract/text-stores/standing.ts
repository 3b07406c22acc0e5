import { expect, test } from 'vitest';
import { cohortShardOf } from '../../../shared/domain/cohort.ts';
import { subscriberStatuses } from '../../../shared/domain/subscriber.ts';
import { consent, hash, noon, subscriber } from '../../samples/texting.ts';
import { cohort } from './subscribers.ts';
import { later, type OpenTextStores } from './under-test.ts';

const optedOut = { status: 'suppressed', reason: 'opted-out' } as const;
const paused = { status: 'paused', reason: 'own-wish' } as const;
const left = consent({ kind: 'left', at: later });
const suppression = { hash: hash(1), at: later, by: 'kim' };

export const standingContract = (open: OpenTextStores): void => {
  test('who moves to another status leaves the cohort, with evidence, and only from where they are', async () => {
    const { subscribers } = await open();
    await subscribers.add(subscriber(), consent());
    expect(await subscribers.move(hash(1), ['paused', 'dormant'], optedOut, later, left)).toBe(false);
    expect(await subscribers.find(hash(1))).toEqual(subscriber());
    expect(await subscribers.evidenceOf(hash(1))).toEqual([consent()]);
    expect(await subscribers.move(hash(1), ['paused', 'active'], optedOut, later, left)).toBe(true);
    expect(await subscribers.find(hash(1))).toEqual(subscriber({ ...optedOut, updatedAt: later }));
    expect(await cohort(subscribers, 'America/New_York')).toEqual([]);
    expect(await subscribers.evidenceOf(hash(1))).toEqual([consent(), left]);
    expect(await subscribers.shards()).toEqual([cohortShardOf('America/New_York', hash(1))]);
  });

  test('who comes back is in the cohort again: in that of the zones that they have by now', async () => {
    const { subscribers } = await open();
    await subscribers.add(subscriber(), consent());
    await subscribers.move(hash(1), ['active'], paused, noon);
    const { topics, editions, language, frequency, zip, notBefore } = subscriber();
    const preferences = { topics, editions, language, frequency, zip, notBefore };
    expect(await subscribers.change(preferences, 'America/Denver', consent({ kind: 'changed', at: later }))).toBe(true);
    expect(await cohort(subscribers, 'America/Denver')).toEqual([]);
    expect(await subscribers.shards()).toEqual([cohortShardOf('America/New_York', hash(1))]);
    expect(await subscribers.move(hash(1), ['paused'], { status: 'active', reason: null }, later)).toBe(true);
    const back = subscriber({ zones: 'America/Denver', updatedAt: later });
    expect(await subscribers.find(hash(1))).toEqual(back);
    expect(await cohort(subscribers, 'America/Denver')).toEqual([back]);
    expect(await cohort(subscribers, 'America/New_York')).toEqual([]);
    expect(await subscribers.shards()).toContain(cohortShardOf('America/Denver', hash(1)));
  });

  test('nobody moves who is not there, or is in none of the statuses', async () => {
    const { subscribers } = await open();
    expect(await subscribers.move(hash(1), subscriberStatuses, optedOut, later, left)).toBe(false);
    expect(await subscribers.find(hash(1))).toBeUndefined();
    expect(await subscribers.evidenceOf(hash(1))).toEqual([]);
    await subscribers.add(subscriber(), consent());
    expect(await subscribers.move(hash(1), [], optedOut, later, left)).toBe(false);
  });

  test('one of two moves at once is made, and a change of preferences at the same time is not lost', async () => {
    const { subscribers } = await open();
    await subscribers.add(subscriber(), consent());
    const preferences = {
      topics: ['health'],
      editions: [],
      language: 'es',
      frequency: 'daily' as const,
      zip: null,
      notBefore: 8,
    };
    const [first, second, changed] = await Promise.all([
      subscribers.move(hash(1), ['active'], paused, later),
      subscribers.move(hash(1), ['active'], { status: 'dormant', reason: 'unreachable' }, later),
      subscribers.change(preferences, 'America/Denver@08', consent({ kind: 'changed', at: later })),
    ]);
    expect([first, second].toSorted()).toEqual([false, true]);
    expect(changed).toBe(true);
    const now = await subscribers.find(hash(1));
    expect(now).toMatchObject({ ...preferences, zones: 'America/Denver@08', status: first ? 'paused' : 'dormant' });
    for (const zones of ['America/New_York', 'America/Denver@08']) expect(await cohort(subscribers, zones)).toEqual([]);
  });

  test('strikes of a kind add up, another kind begins anew, and a new status forgets them', async () => {
    const { subscribers } = await open();
    await subscribers.add(subscriber(), consent());
    expect(await subscribers.strike(hash(1), 'unreachable', noon)).toBe(1);
    expect(await subscribers.strike(hash(1), 'unreachable', later)).toBe(2);
    const struck = subscriber({ strikes: { kind: 'unreachable', count: 2, at: later } });
    expect(await subscribers.find(hash(1))).toEqual(struck);
    expect(await cohort(subscribers, 'America/New_York')).toEqual([struck]);
    expect(await subscribers.strike(hash(1), 'blocked', later)).toBe(1);
    await subscribers.move(hash(1), ['active'], paused, noon);
    expect(await subscribers.find(hash(1))).toEqual(subscriber({ ...paused }));
    await subscribers.move(hash(1), ['paused'], { status: 'active', reason: null }, noon);
    expect(await subscribers.strike(hash(1), 'blocked', later)).toBe(1);
  });

  test('strikes that come at once all count, and a delivery clears them', async () => {
    const { subscribers } = await open();
    await subscribers.add(subscriber(), consent());
    const counts = await Promise.all([1, 2, 3].map(() => subscribers.strike(hash(1), 'unreachable', later)));
    expect(counts.toSorted()).toEqual([1, 2, 3]);
    await subscribers.clearStrikes(hash(1));
    await subscribers.clearStrikes(hash(1));
    expect(await subscribers.find(hash(1))).toEqual(subscriber());
  });

  test('nothing is struck or cleared of who is not active, or not there', async () => {
    const { subscribers } = await open();
    await subscribers.add(subscriber(), consent());
    await subscribers.move(hash(1), ['active'], optedOut, noon);
    for (const last of [1, 2]) expect(await subscribers.strike(hash(last), 'blocked', later)).toBe(0);
    await subscribers.clearStrikes(hash(2));
    expect(await subscribers.find(hash(1))).toEqual(subscriber(optedOut));
    expect(await subscribers.find(hash(2))).toBeUndefined();
  });

  test('who is erased leaves a suppression and the evidence', async () => {
    const { subscribers } = await open();
    await subscribers.add(subscriber(), consent());
    const erased = consent({ kind: 'erased', at: later });
    await subscribers.erase(suppression, erased);
    expect(await subscribers.find(hash(1))).toBeUndefined();
    expect(await cohort(subscribers, 'America/New_York')).toEqual([]);
    expect(await subscribers.suppressionOf(hash(1))).toEqual(suppression);
    expect(await subscribers.evidenceOf(hash(1))).toEqual([consent(), erased]);
    // only a new consent of theirs ends it
    await subscribers.add(
      subscriber({ createdAt: later }),
      consent({ kind: 'joined', at: '2026-11-22T00:00:00.000Z' }),
    );
    expect(await subscribers.suppressionOf(hash(1))).toBeUndefined();
    expect(await subscribers.find(hash(1))).toEqual(subscriber({ createdAt: later }));
  });

  test('a number that is nobody’s is suppressed once, with the first evidence', async () => {
    const { subscribers } = await open();
    expect(await subscribers.suppressionOf(hash(1))).toBeUndefined();
    await subscribers.suppressUnknown(suppression, left);
    await subscribers.suppressUnknown({ ...suppression, by: 'lee' }, consent({ kind: 'left', at: noon }));
    expect(await subscribers.suppressionOf(hash(1))).toEqual(suppression);
    expect(await subscribers.evidenceOf(hash(1))).toEqual([left]);
    expect(await subscribers.find(hash(1))).toBeUndefined();
  });

  test('evidence is only ever added, and comes oldest first', async () => {
    const { subscribers } = await open();
    const rows = [
      consent({ kind: 'changed', at: later }),
      consent({ kind: 'asked' }),
      consent({ kind: 'asked', userAgent: 'other' }),
      consent({ kind: 'confirmed' }),
      consent({ hash: hash(2) }),
    ];
    for (const row of rows) await subscribers.witness(row);
    const found = await subscribers.evidenceOf(hash(1));
    expect(found).toHaveLength(4);
    expect(found).toEqual(expect.arrayContaining(rows.slice(0, 4)));
    expect(found.at(-1)).toEqual(rows[0]);
    expect(await subscribers.evidenceOf(hash(2))).toEqual([rows[4]]);
  });
};
