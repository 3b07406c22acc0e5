import { expect, test } from 'vitest';
import { textStates } from '../../../shared/domain/text-ledger.ts';
import type { TextLedger } from '../../../shared/ports/text-ledger.ts';
import { hash, ledgerRow } from '../../samples/texting.ts';
import { later, type OpenTextStores, work } from './under-test.ts';

const cohort = 'America/New_York#3' as const;
const rowsOf = (count: number, differs = {}) =>
  Array.from({ length: count }, (_, at) =>
    ledgerRow({ hash: hash(at % 100, 200 + Math.floor(at / 100)), cohort, ...differs }),
  );
const byHash = <Row extends { readonly hash: string }>(rows: readonly Row[]): Row[] =>
  rows.toSorted((a, b) => (a.hash < b.hash ? -1 : 1));
const shardOf = async (ledger: TextLedger) =>
  byHash((await Array.fromAsync(ledger.pages('brd_01JD4Z00000000000000000001', cohort))).flat());

export const ledgerContract = (open: OpenTextStores): void => {
  test('a person has one row in a broadcast: the first stays', async () => {
    const { ledger } = await open();
    expect(await ledger.find(ledgerRow())).toBeUndefined();
    await ledger.addAll([ledgerRow(), ledgerRow({ state: 'skipped' })]);
    await ledger.addAll([ledgerRow({ state: 'deferred', variant: 'from#0001' })]);
    await ledger.addAll([]);
    expect(await ledger.find(ledgerRow())).toEqual(ledgerRow());
  });

  test('of many rows, those are added that are not there, whichever they are', async () => {
    const { ledger } = await open();
    const all = rowsOf(230);
    const there = all.filter((_, at) => at % 7 === 0 || at > 199).map((row) => ({ ...row, variant: 'from#0001' }));
    await ledger.addAll(there);
    await ledger.addAll(all);
    const kept = new Set(there.map((row) => row.hash));
    const expected = [...there, ...all.filter((row) => !kept.has(row.hash))];
    expect(await shardOf(ledger)).toEqual(byHash(expected));
  });

  test('two who add the same rows at once leave one each', async () => {
    const { ledger } = await open();
    await Promise.all([ledger.addAll(rowsOf(40)), ledger.addAll(rowsOf(40, { variant: 'from#0001' }).reverse())]);
    const found = await shardOf(ledger);
    expect(found.map((row) => ({ ...row, variant: 'first' }))).toEqual(byHash(rowsOf(40)));
  });

  test('a row moves from the state that it is in, with what else changes, and from no other', async () => {
    const { ledger } = await open();
    await ledger.addAll([ledgerRow({ state: 'posting' })]);
    for (const from of textStates.filter((state) => state !== 'posting'))
      expect(await ledger.move(ledgerRow(), from, 'accepted', later)).toBe(false);
    expect(await ledger.find(ledgerRow())).toEqual(ledgerRow({ state: 'posting' }));
    expect(await ledger.move(ledgerRow(), 'posting', 'accepted', later, { sid: 'SM1', code: 30003, looks: 2 })).toBe(
      true,
    );
    expect(await ledger.find(ledgerRow())).toEqual(
      ledgerRow({ state: 'accepted', at: later, sid: 'SM1', code: 30003, looks: 2 }),
    );
  });

  test('nothing moves that is not there', async () => {
    const { ledger } = await open();
    expect(await ledger.move(ledgerRow(), 'pending', 'skipped', later)).toBe(false);
    expect(await ledger.find(ledgerRow())).toBeUndefined();
  });

  test('due work comes with the move, or neither', async () => {
    const { ledger, due } = await open();
    await ledger.addAll([ledgerRow()]);
    expect(await ledger.move(ledgerRow(), 'posting', 'pending', later, {}, work)).toBe(false);
    expect(await due()).toEqual([]);
    expect(await ledger.move(ledgerRow(), 'pending', 'deferred', later, {}, work)).toBe(true);
    expect(await due()).toEqual([work]);
    expect(await ledger.find(ledgerRow())).toEqual(ledgerRow({ state: 'deferred', at: later }));
  });

  test('a shard comes out whole, page by page, without the others', async () => {
    const { ledger } = await open();
    const rows = rowsOf(20);
    await ledger.addAll([
      ...rows,
      ledgerRow({ hash: hash(50), cohort: 'America/New_York#4' }),
      ledgerRow({ hash: hash(51), cohort, broadcastId: 'brd_01JD4Z00000000000000000002' }),
    ]);
    expect(await shardOf(ledger)).toEqual(byHash(rows));
    const [first = ledgerRow()] = rows;
    expect(await ledger.findMany([first, ledgerRow({ hash: hash(60) })])).toEqual([first]);
  });
};
