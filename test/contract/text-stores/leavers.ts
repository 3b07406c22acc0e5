import { expect, test } from 'vitest';
import { subscriberStatuses } from '../../../shared/domain/subscriber.ts';
import type { Leaver, Leavers } from '../../../shared/ports/leavers.ts';
import { consent, hash, noon, subscriber } from '../../samples/texting.ts';
import { signUp } from './sign-ups.ts';
import { later, type OpenTextStores } from './under-test.ts';

const evening = '2026-11-20T23:00:00.000Z';
const end = '9999-01-01T00:00:00.000Z';
const listed = async (leavers: Leavers, before = end): Promise<Leaver[]> =>
  (await Array.fromAsync(leavers.since(before))).flat();
const optedOut = { status: 'suppressed', reason: 'opted-out' } as const;
const left = (last: number, at: string) => consent({ hash: hash(last), kind: 'left', at });

export const leaversContract = (open: OpenTextStores): void => {
  test('whoever leaves, in whatever way, is on the list, oldest first; who joins, pauses or changes is not', async () => {
    const { subscribers, leavers } = await open();
    for (const last of [1, 2, 3, 4])
      await subscribers.add(subscriber({ hash: hash(last) }), consent({ hash: hash(last) }));
    await subscribers.move(hash(1), ['active'], { status: 'paused', reason: 'own-wish' }, noon);
    await subscribers.move(hash(4), ['active'], { status: 'dormant', reason: 'unreachable' }, noon);
    expect(await listed(leavers)).toEqual([]);
    await subscribers.move(hash(1), subscriberStatuses, optedOut, evening, left(1, evening));
    // a code of Twilio's leaves no evidence
    await subscribers.move(hash(2), ['active'], { status: 'suppressed', reason: 'invalid-number' }, later);
    await subscribers.erase({ hash: hash(3), at: noon, by: 'page' }, consent({ hash: hash(3), kind: 'erased' }));
    await subscribers.suppressUnknown({ hash: hash(5), at: later, by: 'lee' }, left(5, later));
    expect(await subscribers.move(hash(4), ['active'], optedOut, noon)).toBe(false);
    const all = await listed(leavers);
    expect(all.map(({ at }) => at)).toEqual([noon, later, later, evening]);
    expect(new Set(all.map((leaver) => leaver.hash))).toEqual(new Set([1, 2, 3, 5].map((last) => hash(last))));
    expect(await listed(leavers, later)).toEqual([{ hash: hash(3), at: noon }]);
    expect(await listed(leavers, noon)).toEqual([]);
  });

  test('a sign-up is on the list too, since nobody who does not confirm ever leaves', async () => {
    const { signUps, leavers } = await open();
    const address = { sealed: 'sealed', forgetAt: end };
    await signUps.ask(signUp(), consent({ kind: 'asked' }), address, '2026-10-21T17:00:00.000Z');
    expect(await listed(leavers)).toEqual([{ hash: hash(1), at: noon }]);
  });

  test('the evidence of one phone goes, as far as it is older, and nothing else of it', async () => {
    const { subscribers, leavers } = await open();
    for (const last of [1, 2])
      await subscribers.add(subscriber({ hash: hash(last) }), consent({ hash: hash(last), preferences: null }));
    await subscribers.move(hash(1), ['active'], optedOut, later, left(1, later));
    await subscribers.witness(consent({ kind: 'left', at: later, by: 'text' }));
    await subscribers.witness(left(1, evening));
    const profile = await subscribers.find(hash(1));
    await leavers.forgetEvidence(hash(1), later);
    expect((await subscribers.evidenceOf(hash(1))).map(({ at }) => at)).toEqual([later, later, evening]);
    await leavers.forgetEvidence(hash(1), evening);
    await leavers.forgetEvidence(hash(1), evening);
    expect(await subscribers.evidenceOf(hash(1))).toEqual([left(1, evening)]);
    expect(await subscribers.evidenceOf(hash(2))).toHaveLength(1);
    expect(await subscribers.find(hash(1))).toEqual(profile);
  });

  test('a phone moves on the list, or off it, and its other places stay', async () => {
    const { subscribers, leavers } = await open();
    for (const last of [1, 2])
      await subscribers.suppressUnknown({ hash: hash(last), at: noon, by: 'lee' }, left(last, noon));
    await leavers.move({ hash: hash(1), at: noon }, later);
    await leavers.move({ hash: hash(1), at: noon }, later);
    await leavers.move({ hash: hash(1), at: noon }, evening);
    expect(await listed(leavers)).toEqual([
      { hash: hash(2), at: noon },
      { hash: hash(1), at: later },
      { hash: hash(1), at: evening },
    ]);
    await leavers.move({ hash: hash(1), at: later }, null);
    await leavers.move({ hash: hash(2), at: noon }, null);
    expect(await listed(leavers)).toEqual([{ hash: hash(1), at: evening }]);
  });

  test('a list of many comes out whole while its phones are taken off', async () => {
    const { subscribers, leavers } = await open();
    const all = Array.from({ length: 10 }, (_, last) => hash(last));
    for (const each of all)
      await subscribers.suppressUnknown({ hash: each, at: noon, by: 'lee' }, consent({ hash: each, kind: 'left' }));
    const seen: string[] = [];
    for await (const some of leavers.since(later))
      for (const leaver of some) {
        seen.push(leaver.hash);
        await leavers.move(leaver, null);
      }
    expect(seen.toSorted()).toEqual(all.toSorted());
    expect(await listed(leavers)).toEqual([]);
  });
};
