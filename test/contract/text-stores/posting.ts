import { expect, test } from 'vitest';
import type { Texted } from '../../../shared/domain/subscriber.ts';
import { consent, hash, ledgerRow, noon, subscriber } from '../../samples/texting.ts';
import { later, type OpenTextStores } from './under-test.ts';

const uncounted = { counted: undefined, struck: false };
const texted = (count: number, differs: Partial<Texted> = {}): Texted => ({
  day: '2026-11-20',
  count,
  broadcastId: 'brd_01JD4Z00000000000000000001',
  ...differs,
});
const counting = (seen: Texted | null, by: Texted) => ({ counted: { seen, texted: by }, struck: true });

export const postingContract = (open: OpenTextStores): void => {
  const opened = async (differs = {}) => {
    const stores = await open();
    await stores.subscribers.add(subscriber(differs), consent());
    await stores.ledger.addAll([ledgerRow()]);
    return stores;
  };

  test('posting begins for who is active and waits, once', async () => {
    const { ledger, subscribers } = await opened();
    expect(await ledger.beginPosting(ledgerRow(), 'deferred', later, uncounted)).toBe('moved');
    expect(await ledger.beginPosting(ledgerRow(), 'pending', later, uncounted)).toBe('posting');
    expect(await ledger.beginPosting(ledgerRow(), 'pending', later, uncounted)).toBe('moved');
    expect(await ledger.find(ledgerRow())).toEqual(ledgerRow({ state: 'posting', at: later }));
    expect(await subscribers.find(hash(1))).toEqual(subscriber());
  });

  test('of many who begin at once, one does', async () => {
    const { ledger } = await opened();
    const begun = await Promise.all(
      Array.from({ length: 6 }, () => ledger.beginPosting(ledgerRow(), 'pending', later, uncounted)),
    );
    expect(begun.filter((answer) => answer === 'posting')).toHaveLength(1);
  });

  test('posting does not begin for who left or never was there, whether or not it counts', async () => {
    const { ledger, subscribers } = await opened({ texted: texted(1) });
    await subscribers.move(hash(1), ['active'], { status: 'suppressed', reason: 'opted-out' }, noon);
    await ledger.addAll([ledgerRow({ hash: hash(2) })]);
    for (const last of [1, 2]) {
      const row = ledgerRow({ hash: hash(last) });
      for (const also of [uncounted, counting(null, texted(1)), counting(texted(1), texted(2))])
        expect(await ledger.beginPosting(row, 'pending', later, also)).toBe('left');
      expect(await ledger.find(row)).toEqual(row);
    }
    expect(await subscribers.find(hash(2))).toBeUndefined();
    expect(await subscribers.find(hash(1))).toMatchObject({ texted: texted(1) });
  });

  test('nothing is posted that is not there, and nothing counted for it', async () => {
    const { ledger, subscribers } = await open();
    await subscribers.add(subscriber(), consent());
    expect(await ledger.beginPosting(ledgerRow(), 'pending', later, uncounted)).toBe('moved');
    expect(await ledger.beginPosting(ledgerRow(), 'pending', later, counting(null, texted(1)))).toBe('moved');
    expect(await ledger.find(ledgerRow())).toBeUndefined();
    expect(await subscribers.find(hash(1))).toEqual(subscriber());
  });

  test('a text that counts is counted with it, and struck is written down', async () => {
    const { ledger, subscribers } = await opened();
    expect(await ledger.beginPosting(ledgerRow(), 'pending', later, counting(null, texted(1)))).toBe('posting');
    expect(await ledger.find(ledgerRow())).toEqual(ledgerRow({ state: 'posting', at: later, struck: true }));
    expect(await subscribers.find(hash(1))).toEqual(subscriber({ texted: texted(1) }));
    await ledger.move(ledgerRow(), 'posting', 'pending', later);
    const next = texted(2, { broadcastId: 'brd_01JD4Z00000000000000000002' });
    expect(await ledger.beginPosting(ledgerRow(), 'pending', later, counting(texted(1), next))).toBe('posting');
    expect(await subscribers.find(hash(1))).toEqual(subscriber({ texted: next }));
  });

  test.each([
    ['not at all', null, texted(1), null],
    ['for the first time', texted(1), texted(2), null],
    ['on another day', texted(1), texted(2), texted(1, { day: '2026-11-19' })],
    ['once more', texted(1), texted(2), texted(2)],
    ['for another broadcast', texted(1), texted(2), texted(1, { broadcastId: 'brd_01JD4Z00000000000000000002' })],
  ])('a profile that was counted otherwise meanwhile is to be read again: %s', async (_, seen, by, stands) => {
    const there = stands ?? (seen === null ? texted(3) : null);
    const { ledger, subscribers } = await opened({ texted: there });
    expect(await ledger.beginPosting(ledgerRow(), 'pending', later, counting(seen, by))).toBe('recounted');
    expect(await ledger.find(ledgerRow())).toEqual(ledgerRow());
    expect(await subscribers.find(hash(1))).toEqual(subscriber({ texted: there }));
  });

  test('of two broadcasts that count at once for one person, one is to read again', async () => {
    const { ledger, subscribers } = await opened();
    const other = ledgerRow({ broadcastId: 'brd_01JD4Z00000000000000000002' });
    await ledger.addAll([other]);
    const begun = await Promise.all([
      ledger.beginPosting(ledgerRow(), 'pending', later, counting(null, texted(1))),
      ledger.beginPosting(other, 'pending', later, counting(null, texted(1, { broadcastId: other.broadcastId }))),
    ]);
    expect(begun.toSorted()).toEqual(['posting', 'recounted']);
    expect((await subscribers.find(hash(1)))?.texted?.count).toBe(1);
  });

  test('preferences that changed meanwhile do not matter to the count, nor the count to them', async () => {
    const { ledger, subscribers } = await opened();
    await subscribers.strike(hash(1), 'unreachable', noon);
    expect(await ledger.beginPosting(ledgerRow(), 'pending', later, counting(null, texted(1)))).toBe('posting');
    expect(await subscribers.strike(hash(1), 'unreachable', later)).toBe(2);
    expect((await subscribers.find(hash(1)))?.texted).toEqual(texted(1));
  });
};
