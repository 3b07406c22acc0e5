import { expect, test } from 'vitest';
import { textStates } from '../../../shared/domain/text-ledger.ts';
import { consent, hash, ledgerRow, noon, subscriber } from '../../samples/texting.ts';
import { type OpenTextStores, work } from './under-test.ts';

const later = '2026-11-20T18:00:00.000Z';

export const ledgerContract = (open: OpenTextStores): void => {
  test('a person has one row in a broadcast: the first stays', async () => {
    const { ledger } = await open();
    expect(await ledger.find(ledgerRow())).toBeUndefined();
    expect(await ledger.add(ledgerRow())).toBe(true);
    expect(await ledger.add(ledgerRow({ state: 'deferred', variant: 'from#0001' }))).toBe(false);
    expect(await ledger.find(ledgerRow())).toEqual(ledgerRow());
  });

  test('a row moves from the state that it is in, with what else changes, and from no other', async () => {
    const { ledger } = await open();
    await ledger.add(ledgerRow({ state: 'posting' }));
    for (const from of textStates.filter((state) => state !== 'posting'))
      expect(await ledger.move(ledgerRow(), from, 'accepted', later)).toBe(false);
    expect(await ledger.find(ledgerRow())).toEqual(ledgerRow({ state: 'posting' }));
    expect(await ledger.move(ledgerRow(), 'posting', 'accepted', later, { sid: 'SM1', code: 30003 })).toBe(true);
    expect(await ledger.find(ledgerRow())).toEqual(
      ledgerRow({ state: 'accepted', at: later, sid: 'SM1', code: 30003 }),
    );
  });

  test('nothing moves that is not there', async () => {
    const { ledger } = await open();
    expect(await ledger.move(ledgerRow(), 'pending', 'skipped', later)).toBe(false);
    expect(await ledger.beginPosting(ledgerRow(), 'pending', later)).toBe('moved');
    expect(await ledger.find(ledgerRow())).toBeUndefined();
  });

  test('due work comes with the move, or neither', async () => {
    const { ledger, due } = await open();
    await ledger.add(ledgerRow());
    expect(await ledger.move(ledgerRow(), 'posting', 'pending', later, {}, work)).toBe(false);
    expect(await due()).toEqual([]);
    expect(await ledger.move(ledgerRow(), 'pending', 'deferred', later, {}, work)).toBe(true);
    expect(await due()).toEqual([work]);
    expect(await ledger.find(ledgerRow())).toEqual(ledgerRow({ state: 'deferred', at: later }));
  });

  test('posting begins for who is active and waits, once', async () => {
    const { ledger, subscribers } = await open();
    await subscribers.add(subscriber(), consent());
    await ledger.add(ledgerRow());
    expect(await ledger.beginPosting(ledgerRow(), 'deferred', later)).toBe('moved');
    expect(await ledger.beginPosting(ledgerRow(), 'pending', later)).toBe('posting');
    expect(await ledger.beginPosting(ledgerRow(), 'pending', later)).toBe('moved');
    expect(await ledger.find(ledgerRow())).toEqual(ledgerRow({ state: 'posting', at: later }));
  });

  test('of many who begin at once, one does', async () => {
    const { ledger, subscribers } = await open();
    await subscribers.add(subscriber(), consent());
    await ledger.add(ledgerRow());
    const begun = await Promise.all(
      Array.from({ length: 6 }, () => ledger.beginPosting(ledgerRow(), 'pending', later)),
    );
    expect(begun.filter((answer) => answer === 'posting')).toHaveLength(1);
  });

  test('posting does not begin for who left or never was there', async () => {
    const { ledger, subscribers } = await open();
    await subscribers.add(subscriber(), consent());
    await subscribers.suppress(hash(1), 'opted-out', noon);
    for (const last of [1, 2]) {
      await ledger.add(ledgerRow({ hash: hash(last) }));
      expect(await ledger.beginPosting(ledgerRow({ hash: hash(last) }), 'pending', later)).toBe('left');
      expect(await ledger.find(ledgerRow({ hash: hash(last) }))).toEqual(ledgerRow({ hash: hash(last) }));
    }
  });

  test('a shard comes out whole, page by page, without the others', async () => {
    const { ledger } = await open();
    const cohort = 'America/New_York#3' as const;
    const rows = Array.from({ length: 20 }, (_, last) => ledgerRow({ hash: hash(last), cohort }));
    for (const row of rows) await ledger.add(row);
    await ledger.add(ledgerRow({ hash: hash(50), cohort: 'America/New_York#4' }));
    await ledger.add(ledgerRow({ hash: hash(51), cohort, broadcastId: 'brd_01JD4Z00000000000000000002' }));
    const found = (await Array.fromAsync(ledger.pages('brd_01JD4Z00000000000000000001', cohort))).flat();
    expect(found.sort((a, b) => (a.hash < b.hash ? -1 : 1))).toEqual(rows.sort((a, b) => (a.hash < b.hash ? -1 : 1)));
    expect(await ledger.findMany([ledgerRow({ hash: hash(0), cohort }), ledgerRow({ hash: hash(60) })])).toEqual([
      ledgerRow({ hash: hash(0), cohort }),
    ]);
  });
};
