import { describe, expect, test } from 'vitest';
import type { Wish } from '../../shared/domain/sign-up.ts';
import { changePreferences, leaveByPage, showPreferences } from '../../shared/use-cases/manage-preferences.ts';
import { peopleDesk } from '../samples/people-desk.ts';
import { hash } from '../samples/texting.ts';

const nothing = { topics: [], editions: [], language: 'en', frequency: 'immediate', zip: null, notBefore: null };

test('a view has preferences, status and the receipt of consent, and neither phone nor hash', async () => {
  const desk = peopleDesk();
  await desk.signUp(1, { topics: ['health'] });
  await desk.say(1, 'JOIN');
  const view = await showPreferences(desk)(hash(1));
  expect(view).toEqual({
    status: 'active',
    preferences: { ...nothing, topics: ['health'] },
    consent: {
      ...{ at: '2026-11-20T17:00:02.400Z', kind: 'confirmed', by: 'text' },
      wording: { version: '2026-11', language: 'en', text: desk.newsroom.texts.consent.wordings['en'] },
    },
  });
  expect(await showPreferences(desk)(hash(2))).toBeUndefined();
});

describe('a change', () => {
  test('replaces what it names, moves the cohort, and is in the evidence', async () => {
    const desk = peopleDesk();
    await desk.has(1, { topics: ['health'], zip: '85001', zones: 'America/Phoenix', notBefore: 11 });
    const wishes: readonly (readonly [Wish, Wish, string])[] = [
      [{ frequency: 'daily' }, { frequency: 'daily' }, 'America/Phoenix@11'],
      [{ topics: [] }, { topics: [] }, 'America/Phoenix@11'],
      [{ notBefore: 12, language: 'es' }, { notBefore: 12, language: 'es' }, 'America/Phoenix@12'],
      [{ zip: null }, { zip: null }, 'America/New_York@12'],
      [{ notBefore: null, editions: ['albany'] }, { notBefore: null, editions: ['albany'] }, 'America/New_York'],
    ];
    let expected: Record<string, unknown> = { ...nothing, topics: ['health'], zip: '85001', notBefore: 11 };
    for (const [wish, differs, zones] of wishes) {
      expected = { ...expected, ...differs };
      const changed = await changePreferences(desk)(hash(1), wish);
      expect(changed).toMatchObject({ ok: true, value: { preferences: expected } });
      expect(await desk.subscribers.find(hash(1))).toMatchObject({ ...expected, zones });
      expect((await desk.subscribers.evidenceOf(hash(1))).at(-1)).toMatchObject({
        ...{ kind: 'changed', by: 'page', preferences: { ...expected, zip: null } },
      });
    }
  });

  test('is refused with an hour that leaves no time where they are, and changes nothing then', async () => {
    const desk = peopleDesk();
    await desk.has(1, { zones: 'America/Denver+America/Phoenix' });
    const before = await desk.subscribers.find(hash(1));
    // 86515 is in the Navajo Nation, which may be an hour ahead of the rest of Arizona, all summer
    const wish = { zip: '86515', notBefore: 19, status: 'paused' } as const;
    expect(await changePreferences(desk)(hash(1), wish)).toEqual({ ok: false, error: 'no-time' });
    expect(await desk.subscribers.find(hash(1))).toEqual(before);
  });

  test('of status goes between active and paused alone', async () => {
    const desk = peopleDesk();
    await desk.has(1);
    await desk.has(2, { status: 'dormant', reason: 'unreachable' });
    const ask = (last: number, status: 'active' | 'paused') => changePreferences(desk)(hash(last), { status });
    expect(await ask(1, 'active')).toMatchObject({ ok: true, value: { status: 'active' } });
    expect(await ask(1, 'paused')).toMatchObject({ ok: true, value: { status: 'paused' } });
    expect(await ask(1, 'paused')).toMatchObject({ ok: true });
    expect(await desk.standing(1)).toBe('paused own-wish');
    expect(await ask(1, 'active')).toMatchObject({ ok: true, value: { status: 'active' } });
    expect(await desk.history(1)).toEqual(['recorded operator', 'paused page', 'resumed page']);
    for (const status of ['active', 'paused'] as const)
      expect(await ask(2, status)).toMatchObject({ ok: true, value: { status: 'dormant' } });
  });

  test('of whoever left, or is not there, is none', async () => {
    const desk = peopleDesk();
    await desk.has(1, { status: 'suppressed', reason: 'opted-out' });
    const wishes: readonly Wish[] = [{ status: 'active' }, { topics: ['health'] }];
    for (const wish of wishes) {
      expect(await changePreferences(desk)(hash(1), wish)).toEqual({ ok: false, error: 'ended' });
      expect(await changePreferences(desk)(hash(2), wish)).toEqual({ ok: false, error: 'not-found' });
    }
    expect(await desk.standing(1)).toBe('suppressed opted-out');
  });
});

describe('whoever leaves by the page', () => {
  test('is texted no more, and keeps the profile', async () => {
    const desk = peopleDesk();
    await desk.has(1);
    for (let time = 0; time < 2; time++) await leaveByPage(desk)(hash(1), false);
    expect(await desk.standing(1)).toBe('suppressed opted-out');
    expect((await desk.history(1))[1]).toBe('left page');
  });

  test('and has it erased leaves a suppression and the evidence alone', async () => {
    const desk = peopleDesk();
    await desk.has(1, { topics: ['health'] });
    await desk.has(2, { status: 'suppressed', reason: 'opted-out' });
    for (const last of [1, 2, 3]) for (let time = 0; time < 2; time++) await leaveByPage(desk)(hash(last), true);
    expect(desk.subscribers.all()).toEqual([]);
    expect(await desk.subscribers.suppressionOf(hash(1))).toMatchObject({ by: 'page' });
    expect(await desk.history(1)).toEqual(['recorded operator', 'erased page']);
    expect(await desk.history(2)).toEqual(['recorded operator', 'erased page']);
    // a link of somebody who was never there says nothing of them
    expect([await desk.history(3), await desk.subscribers.suppressionOf(hash(3))]).toEqual([[], undefined]);
  });
});
