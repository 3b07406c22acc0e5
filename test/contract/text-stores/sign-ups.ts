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

  test('a newer sign-up counts, but its text is that of the first for as long as one was asked for', async () => {
    const { signUps, subscribers } = await open();
    await signUps.ask(signUp(), asked, address, monthBefore);
    const preferences = { ...signUp().preferences, topics: ['health'] };
    const second = signUp({ preferences, at: later, until: '2026-11-21T18:00:00.000Z' });
    // the text is still owed: whoever was to send it may have died
    expect(await signUps.ask(second, consent({ kind: 'asked', at: later }), address, monthBefore)).toBe(true);
    expect(await signUps.moveText(hash(1), 'owed', 'posting')).toBe(true);
    expect(await signUps.ask(second, consent({ kind: 'asked', at: later }), address, noon)).toBe(false);
    expect(await signUps.pending(hash(1), later)).toEqual({ ...second, text: 'posting' });
    // a month on, another may be sent
    const third = signUp({ at: '2026-12-21T00:00:00.000Z', until: '2026-12-22T00:00:00.000Z' });
    expect(await signUps.ask(third, consent({ kind: 'asked', at: third.at }), address, later)).toBe(true);
    expect(await signUps.pending(hash(1), third.at)).toEqual(third);
    expect((await subscribers.evidenceOf(hash(1))).map(({ at }) => at)).toContain(third.at);
  });

  test('the confirmation is remembered when its sign-up has run out', async () => {
    const { signUps } = await open();
    await signUps.ask(signUp(), asked, address, monthBefore);
    await signUps.moveText(hash(1), 'owed', 'posting');
    await signUps.moveText(hash(1), 'posting', 'sent');
    const second = signUp({ at: '2026-11-25T00:00:00.000Z', until: '2026-11-26T00:00:00.000Z' });
    expect(await signUps.pending(hash(1), second.at)).toBeUndefined();
    expect(await signUps.ask(second, consent({ kind: 'asked', at: second.at }), address, monthBefore)).toBe(false);
    expect(await signUps.pending(hash(1), second.at)).toEqual({ ...second, text: 'sent' });
  });

  test('the text moves on from where it is, once, and nowhere where nobody asked', async () => {
    const { signUps } = await open();
    await signUps.ask(signUp(), asked, address, monthBefore);
    expect(await signUps.moveText(hash(1), 'posting', 'sent')).toBe(false);
    const moved = await Promise.all([1, 2, 3].map(() => signUps.moveText(hash(1), 'owed', 'posting')));
    expect(moved.filter(Boolean)).toHaveLength(1);
    expect(await signUps.pending(hash(1), noon)).toEqual(signUp({ text: 'posting' }));
    expect(await signUps.moveText(hash(2), 'owed', 'posting')).toBe(false);
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

  test('who becomes a subscriber, or has themselves erased, waits no more', async () => {
    const { signUps, subscribers } = await open();
    await signUps.ask(signUp(), asked, address, monthBefore);
    await subscribers.add(subscriber(), consent({ kind: 'confirmed' }));
    expect(await signUps.pending(hash(1), noon)).toBeUndefined();
    await signUps.ask(signUp(), asked, address, monthBefore);
    expect(await subscribers.add(subscriber(), consent({ kind: 'confirmed' }))).toBe(false);
    expect(await signUps.pending(hash(1), noon)).toEqual(signUp());
    await subscribers.erase({ hash: hash(1), at: later, by: 'kim' }, consent({ kind: 'erased', at: later }));
    expect(await signUps.pending(hash(1), noon)).toBeUndefined();
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
