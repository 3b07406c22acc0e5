import { expect, test } from 'vitest';
import type { PendingSignUp } from '../../../shared/domain/consent.ts';
import { consent, hash, noon, subscriber } from '../../samples/texting.ts';
import { later, type OpenTextStores } from './under-test.ts';

const { topics, editions, language, frequency, zip, notBefore } = subscriber();
export const signUp = (differs: Partial<PendingSignUp> = {}): PendingSignUp => ({
  hash: hash(1),
  phone: 'sealed',
  preferences: { topics, editions, language, frequency, zip, notBefore },
  at: noon,
  until: '2026-11-21T17:00:00.000Z',
  text: 'owed',
  ...differs,
});
const asked = consent({ kind: 'asked', by: 'page' });
const address = { sealed: 'sealed address', forgetAt: '2027-02-18T17:00:00.000Z' };
const monthBefore = '2026-10-21T17:00:00.000Z';

export const signUpsContract = (open: OpenTextStores): void => {
  test('a sign-up waits until it runs out, with its evidence', async () => {
    const { signUps, subscribers } = await open();
    expect(await signUps.pending(hash(1), noon)).toBeUndefined();
    expect(await signUps.ask(signUp(), asked, address, monthBefore)).toBe(true);
    expect(await signUps.pending(hash(1), noon)).toEqual(signUp());
    expect(await signUps.pending(hash(1), '2026-11-21T16:59:59.999Z')).toEqual(signUp());
    expect(await signUps.pending(hash(1), '2026-11-21T17:00:00.000Z')).toBeUndefined();
    expect(await subscribers.evidenceOf(hash(1))).toEqual([asked]);
    expect(await subscribers.find(hash(1))).toBeUndefined();
  });

  test('a sign-up that waits stands against newer ones; when it has run out, the newer counts', async () => {
    const { signUps, subscribers } = await open();
    await signUps.ask(signUp(), asked, address, monthBefore);
    const preferences = { ...signUp().preferences, topics: ['health'], zip: '96910' };
    const second = signUp({ preferences, at: later, until: '2026-11-21T18:00:00.000Z' });
    // the text is still owed: whoever was to send it may have died
    expect(await signUps.ask(second, consent({ kind: 'asked', at: later }), address, monthBefore)).toBe(true);
    expect(await signUps.post(hash(1), later)).toBe(true);
    expect(await signUps.ask(second, consent({ kind: 'asked', at: later }), address, monthBefore)).toBe(false);
    expect(await signUps.pending(hash(1), later)).toEqual(signUp({ text: 'posting' }));
    expect((await subscribers.evidenceOf(hash(1))).map(({ at }) => at)).toContain(later);
    const third = signUp({ preferences, at: signUp().until, until: '2026-11-22T17:00:00.000Z' });
    expect(await signUps.ask(third, consent({ kind: 'asked', at: third.at }), address, noon)).toBe(false);
    expect(await signUps.pending(hash(1), third.at)).toEqual({ ...third, text: 'sent' });
  });

  test('no other text is owed to a number since one left to it; what was asked for and never left does not count', async () => {
    const { signUps } = await open();
    await signUps.ask(signUp(), asked, address, monthBefore);
    const of = (day: string) => signUp({ at: `${day}T00:00:00.000Z`, until: `${day}T23:00:00.000Z` });
    const askOn = (day: string, since: string) =>
      signUps.ask(of(day), consent({ kind: 'asked', at: of(day).at }), address, since);
    expect(await signUps.pending(hash(1), of('2026-11-25').at)).toBeUndefined();
    expect(await askOn('2026-11-25', monthBefore)).toBe(true);
    await signUps.post(hash(1), of('2026-11-25').at);
    expect(await signUps.moveText(hash(1), 'posting', 'owed')).toBe(true);
    expect(await askOn('2026-11-27', monthBefore)).toBe(true);
    const left = of('2026-11-27').at;
    await signUps.post(hash(1), left);
    await signUps.moveText(hash(1), 'posting', 'sent');
    expect(await askOn('2026-12-27', left)).toBe(false);
    expect(await askOn('2026-12-28', '2026-11-27T00:00:00.001Z')).toBe(true);
  });

  test('the text moves on from where it is, once, and nowhere where nobody asked', async () => {
    const { signUps } = await open();
    await signUps.ask(signUp(), asked, address, monthBefore);
    expect(await signUps.moveText(hash(1), 'posting', 'sent')).toBe(false);
    const moved = await Promise.all([1, 2, 3].map(() => signUps.post(hash(1), later)));
    expect(moved.filter(Boolean)).toHaveLength(1);
    expect(await signUps.pending(hash(1), noon)).toEqual(signUp({ text: 'posting' }));
    expect(await signUps.post(hash(2), later)).toBe(false);
    expect(await signUps.moveText(hash(2), 'owed', 'refused')).toBe(false);
    expect(await signUps.pending(hash(2), noon)).toBeUndefined();
  });

  test('of two who sign a number up at once, both leave evidence and one of them the sign-up', async () => {
    const { signUps, subscribers } = await open();
    const other = { ...signUp().preferences, language: 'es' };
    await Promise.all([
      signUps.ask(signUp(), asked, address, monthBefore),
      signUps.ask(signUp({ preferences: other }), { ...asked, userAgent: 'other' }, address, monthBefore),
    ]);
    expect(await subscribers.evidenceOf(hash(1))).toHaveLength(2);
    const pending = await signUps.pending(hash(1), noon);
    expect(['en', 'es']).toContain(pending?.preferences.language);
    expect(pending?.text).toBe('owed');
  });

  test('who becomes a subscriber, has themselves erased, or is suppressed waits no more, and nobody signs them up', async () => {
    const { signUps, subscribers } = await open();
    const isRefused = async () => {
      const history = await subscribers.evidenceOf(hash(1));
      expect(await signUps.pending(hash(1), noon)).toBeUndefined();
      expect(await signUps.post(hash(1), later)).toBe(false);
      expect(await signUps.ask(signUp(), consent({ kind: 'asked', at: later }), address, monthBefore)).toBe(false);
      expect(await signUps.pending(hash(1), noon)).toBeUndefined();
      expect(await subscribers.evidenceOf(hash(1))).toEqual(history);
    };
    await signUps.ask(signUp(), asked, address, monthBefore);
    await subscribers.suppressUnknown({ hash: hash(1), at: noon, by: 'kim' }, consent({ kind: 'left' }));
    await isRefused();
    await subscribers.add(subscriber(), consent({ kind: 'confirmed' }));
    await isRefused();
    await subscribers.erase({ hash: hash(1), at: later, by: 'kim' }, consent({ kind: 'erased', at: later }));
    await isRefused();
    const other = hash(2);
    await signUps.ask(signUp({ hash: other }), consent({ hash: other, kind: 'asked' }), address, monthBefore);
    await subscribers.add(subscriber({ hash: other }), consent({ hash: other, kind: 'confirmed' }));
    expect(await signUps.pending(other, noon)).toBeUndefined();
  });

  test('sign-ups are counted under each name, in each stretch of time', async () => {
    const { signUps } = await open();
    const [today, tomorrow] = ['2026-11-21T00:00:00.000Z', '2026-11-22T00:00:00.000Z'];
    expect(await signUps.count(['network', 'prefix'], today)).toEqual([1, 1]);
    expect(await signUps.count(['prefix', 'other'], today)).toEqual([2, 1]);
    expect(await signUps.count(['prefix'], tomorrow)).toEqual([1]);
    const counts = await Promise.all([1, 2, 3].map(() => signUps.count(['prefix'], today)));
    expect(counts.flat().toSorted()).toEqual([3, 4, 5]);
    expect(await signUps.count([], today)).toEqual([]);
  });
};
