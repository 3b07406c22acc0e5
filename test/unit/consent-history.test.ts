import { describe, expect, test } from 'vitest';
import type { Consent } from '../../shared/domain/consent.ts';
import {
  endedSince,
  evidence,
  firstPause,
  goneSince,
  hadConsented,
  isHeldBack,
  leavings,
  leftSince,
  receiptOf,
  wantedSince,
  wordingSeen,
  yearsBefore,
} from '../../shared/domain/consent-history.ts';
import { tollFree } from '../samples/people-desk.ts';
import { newsroom } from '../samples/revision.ts';
import { hash, subscriber } from '../samples/texting.ts';

const day = (of: number): string => `2026-11-${String(of).padStart(2, '0')}T12:00:00.000Z`;
/** Rows a day apart, from November 1 on: `joined text`. */
const history = (...rows: string[]): Consent[] =>
  rows.map((row, at) => {
    const [kind, by] = row.split(' ');
    return consentOf(day(at + 1), kind, by);
  });
const consentOf = (at: string, kind = '', by = ''): Consent => {
  const known = { hash: hash(1), at } as const;
  for (const each of kinds)
    for (const way of ways) if (each === kind && way === by) return evidence({ ...known, kind: each, by: way });
  throw new Error(`no such evidence: ${kind} ${by}`);
};
const kinds = [
  'asked',
  'confirmed',
  'joined',
  'returned',
  'recorded',
  'changed',
  'paused',
  'resumed',
  'left',
  'erased',
] as const;
const ways = ['page', 'text', 'operator', 'network'] as const;

test('whoever left stays away until a text from that phone undoes it', () => {
  expect(leavings(history('recorded operator'))).toEqual([]);
  for (const way of ways) expect(leavings(history('joined text', `left ${way}`))).toHaveLength(1);
  expect(leavings(history('joined text', 'left text', 'recorded operator'))).toHaveLength(1);
  expect(leavings(history('joined text', 'left page', 'erased page', 'asked page', 'changed page'))).toHaveLength(2);
  for (const back of ['returned', 'joined', 'confirmed'])
    expect(leavings(history('joined text', 'left text', `${back} text`)), back).toEqual([]);
  expect(leavings(history('left text', 'returned text', 'left page')).map(({ by }) => by)).toEqual(['page']);
});

test('a consent is one of any way and of another text, and none is left after an erasure', () => {
  const had = (...rows: string[]) => hadConsented(history(...rows), 'SM1');
  for (const given of ['recorded operator', 'joined text', 'confirmed text', 'returned text'])
    expect([had(given, 'left text'), had(given, 'erased page')], given).toEqual([true, false]);
  for (const none of ['asked page', 'left text', 'resumed text', 'changed page']) expect(had(none), none).toBe(false);
  const own = { ...evidence({ hash: hash(1), at: day(1), kind: 'joined', by: 'text' }), sid: 'SM1' };
  expect([hadConsented([own], 'SM1'), hadConsented([own], 'SM2')]).toEqual([false, true]);
});

test('what held texts back is the first pause since they went on', () => {
  const first = (...rows: string[]) => firstPause(history(...rows))?.at;
  expect(first('joined text', 'changed text')).toBeUndefined();
  expect(first('joined text', 'paused page', 'paused text')).toBe(day(2));
  for (const on of ['resumed operator', 'returned text'])
    expect(first('paused page', on, 'changed text', 'paused text', 'paused text'), on).toBe(day(4));
});

test('evidence keeps no ZIP, and of a page its origin and path', () => {
  const known = { hash: hash(1), at: day(1), kind: 'asked', by: 'page' } as const;
  const { zones: _, ...preferences } = { ...subscriber(), zip: '20001' };
  const row = evidence({ ...known, preferences, pageUrl: 'https://a:b@newsroom.example:8080/texts/?who=sam#top' });
  expect(row.pageUrl).toBe('https://newsroom.example:8080/texts/');
  expect(row.preferences).toEqual({ ...preferences, zip: null });
  expect(evidence(known)).toMatchObject({ pageUrl: null, preferences: null });
});

test('the network holds back whoever told it so, and nobody else', () => {
  const held = (...rows: string[]) => isHeldBack(tollFree, history(...rows));
  // START of somebody who never joined lifts it and brings nobody back
  expect(held('left text', 'resumed text')).toBe(false);
  expect(held('left text', 'resumed page')).toBe(true);
  expect(held('left text', 'resumed text', 'left text')).toBe(true);
  expect(held('joined text', 'left text')).toBe(true);
  expect(held('joined text', 'left network')).toBe(true);
  expect(held('joined text', 'left text', 'erased page')).toBe(true);
  for (const not of ['left page', 'left operator', 'erased text', 'paused text'])
    expect(held('joined text', not), not).toBe(false);
  expect(held('left text', 'returned text')).toBe(false);
  expect(isHeldBack(newsroom, history('left text'))).toBe(false);
});

test('texts have ended since a time when the last word about it is an end, and is not older', () => {
  const rows = history('joined text', 'left text');
  expect(endedSince(rows, day(1))?.kind).toBe('left');
  expect(endedSince(rows, day(2))?.kind).toBe('left');
  expect(endedSince(rows, day(3))).toBeUndefined();
  expect(endedSince([...rows, consentOf(day(3), 'returned', 'text')], day(1))).toBeUndefined();
  expect(endedSince([...rows, consentOf(day(3), 'recorded', 'operator')], day(1))?.kind).toBe('left');
  expect(endedSince(history('joined text', 'paused text'), day(1))?.kind).toBe('paused');
  expect(endedSince(history('joined text', 'paused text', 'resumed operator'), day(1))).toBeUndefined();
  expect(endedSince(history('joined text', 'left text', 'changed page'), day(1))?.kind).toBe('left');
});

test('a phone wanted texts since a time by its own word, and by no operator’s', () => {
  for (const word of ['joined text', 'returned text', 'confirmed text', 'resumed text', 'resumed page'])
    expect(wantedSince(history('left text', word), day(1)), word).toBe(true);
  for (const word of ['resumed operator', 'recorded operator', 'asked page', 'changed text', 'changed page'])
    expect(wantedSince(history('left text', word), day(1)), word).toBe(false);
  expect(wantedSince(history('joined text'), day(1))).toBe(false);
});

test('somebody left since a time, that time included', () => {
  expect(leftSince(history('asked page', 'left text'), day(2))).toBe(true);
  expect(leftSince(history('asked page', 'left text'), day(3))).toBe(false);
  expect(leftSince(history('asked page', 'paused text'), day(1))).toBe(false);
});

describe('the receipt of consent', () => {
  const wording = wordingSeen(newsroom, 'es');

  test('names when, by which way and to which words, with those words while they are in use', () => {
    const rows = [...history('recorded operator'), { ...consentOf(day(2), 'confirmed', 'text'), wording }];
    expect(receiptOf(newsroom, [...rows, consentOf(day(3), 'changed', 'page')])).toEqual({
      ...{ at: day(2), kind: 'confirmed', by: 'text' },
      wording: { version: '2026-11', language: 'es', text: newsroom.texts.consent.wordings['es'] },
    });
  });

  test('has no words where the wording is another by now, although its version is called the same', () => {
    const { texts } = newsroom;
    const consent = { ...texts.consent, wordings: { ...texts.consent.wordings, es: 'Otra cosa.' } };
    const rows = [{ ...consentOf(day(1), 'confirmed', 'text'), wording }];
    expect(receiptOf({ texts: { ...texts, consent } }, rows)?.wording).toEqual({
      ...{ version: '2026-11', language: 'es', text: null },
    });
  });

  test('has nothing of the phone, the address, the browser or the words of a text', () => {
    const secret = {
      sid: 'SM1',
      said: 'sealed',
      userAgent: 'Firefox',
      recordedBy: 'key_1',
      pageUrl: 'https://x.example',
    };
    const receipt = JSON.stringify(receiptOf(newsroom, [{ ...consentOf(day(1), 'joined', 'text'), ...secret }]));
    for (const word of [hash(1), ...Object.values(secret)]) expect(receipt).not.toContain(word);
  });

  test('is none for whoever was only signed up', () => {
    expect(receiptOf(newsroom, history('asked page'))).toBeNull();
  });
});

test('a wording is known by the hash of its words, and there is none in a language without one', () => {
  expect(wordingSeen(newsroom, 'en').sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(wordingSeen(newsroom, 'en').sha256).not.toBe(wordingSeen(newsroom, 'es').sha256);
  expect(() => wordingSeen(newsroom, 'fr')).toThrow('fr');
});

describe('since when there is nothing with a phone', () => {
  const rows = history('joined text', 'changed text', 'left text');
  const profile = (status: 'active' | 'paused' | 'dormant' | 'suppressed', updatedAt = day(2)) => ({
    status,
    updatedAt,
  });

  test('is not asked of a subscriber, also one who gets no texts for now', () => {
    for (const status of ['active', 'paused', 'dormant'] as const) expect(goneSince(profile(status), rows)).toBeNull();
  });

  test('is when it was last heard of, or taken out', () => {
    expect(goneSince(undefined, rows)).toBe(day(3));
    expect(goneSince(undefined, history('asked page'))).toBe(day(1));
    expect(goneSince(profile('suppressed'), rows)).toBe(day(3));
    expect(goneSince(profile('suppressed', day(9)), rows)).toBe(day(9));
    expect(goneSince(profile('suppressed'), [])).toBe(day(2));
  });

  test('is counted in calendar years', () => {
    expect(yearsBefore(Date.parse('2031-11-20T17:00:00.000Z'), 5)).toBe('2026-11-20T17:00:00.000Z');
    // the day that only leap years have: whoever left on February 28 left five years ago
    expect(yearsBefore(Date.parse('2032-02-29T17:00:00.000Z'), 5)).toBe('2027-03-01T17:00:00.000Z');
  });
});
