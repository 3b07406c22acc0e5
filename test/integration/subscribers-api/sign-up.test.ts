import { describe, expect, test } from 'vitest';
import { evidence } from '../../../shared/domain/consent-history.ts';
import { hashPhone } from '../../samples/texting.ts';
import type { Answer } from '../call-api.ts';
import { consent, hash, phone, signUp, useSubscribersApi } from './open-subscribers-api.ts';

const open = useSubscribersApi();

describe('a consent that an operator holds', () => {
  test('makes a subscriber that texts find, with the evidence of consent', async () => {
    const { post, subscribers, vault, items } = await open();
    const answer = await post(
      signUp({ zip: '20001-1234', topics: ['health'], editions: ['albany'], language: 'es', frequency: 'daily' }),
    );
    expect([answer.status, answer.body]).toEqual([202, {}]);
    const subscriber = await subscribers.find(hash);
    expect(subscriber).toMatchObject({
      ...{ hash, zones: 'America/New_York', status: 'active', reason: null, frequency: 'daily', language: 'es' },
      ...{ topics: ['health'], editions: ['albany'], zip: '20001-1234', createdAt: '2026-11-20T12:00:00.000Z' },
    });
    expect(await vault.open(subscriber?.phone ?? '', hash)).toBe(phone);
    expect(await items()).toContainEqual(
      expect.objectContaining({
        ...{
          hash,
          at: '2026-11-20T12:00:00.000Z',
          kind: 'recorded',
          by: 'operator',
          adult: true,
          recordedBy: 'platform',
        },
        wording: { version: consent.textVersion, language: 'es', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      }),
    );
  });

  test('fills in what is left out', async () => {
    const { post, subscribers } = await open();
    await post(signUp());
    const filledIn = { topics: [], editions: [], language: 'en', zip: null, notBefore: null, frequency: 'immediate' };
    expect(await subscribers.find(hash)).toMatchObject(filledIn);
  });

  test('takes a number as people write it, and knows the same one again', async () => {
    const { post, items } = await open();
    for (const written of ['+12025550143', '(202) 555-0143', '202.555.0143', '1-202-555-0143', ' 202 555 0143 '])
      expect((await post(signUp({ phone: written }))).status, written).toBe(202);
    expect((await items()).filter(({ sk }) => sk === 'PROFILE')).toHaveLength(1);
  });
});

test('the evidence names who held the key', async () => {
  const { post, newKey, items } = await open();
  const { id, key } = await newKey('Ann Lee', ['operator'], null);
  expect((await post(signUp(), key)).status).toBe(202);
  expect(await items()).toContainEqual(expect.objectContaining({ hash, recordedBy: id, adult: true }));
});

describe('a sign-up on the page', () => {
  test('waits for JOIN, with its evidence, its address sealed and apart, and the question on its queue', async () => {
    const { page, subscribers, signUps, urgent, items, vault } = await open();
    const answer = await page(signUp({ topics: ['health'], notBefore: 11, pageUrl: 'https://newsroom.example/texts' }));
    expect([answer.status, answer.body]).toEqual([202, {}]);
    expect(await subscribers.find(hash)).toBeUndefined();
    expect(await signUps.pending(hash, '2026-11-21T11:59:59.999Z')).toMatchObject({
      ...{ text: 'owed', preferences: { topics: ['health'], notBefore: 11 } },
    });
    expect(await signUps.pending(hash, '2026-11-21T12:00:00.000Z')).toBeUndefined();
    expect(urgent.messages()).toContainEqual({ kind: 'confirmation', hash });
    expect(await subscribers.evidenceOf(hash)).toMatchObject([
      { kind: 'asked', by: 'page', userAgent: 'Firefox/145.0', pageUrl: 'https://newsroom.example/texts', adult: true },
    ]);
    const stored = await items();
    expect(JSON.stringify(stored)).not.toContain('203.0.113.7');
    const opened = await Promise.all(
      stored.flatMap((item) =>
        String(item['sk']).startsWith('ADDRESS#') ? [vault.open(String(item['sealed']), hash)] : [],
      ),
    );
    // what the viewer wrote in front of it is not believed
    expect(opened).toEqual(['203.0.113.7']);
  });

  test('of the seventh phone from one address within an hour comes to nothing, and of another address to something', async () => {
    const { page, signUps, items } = await open();
    const phones = Array.from({ length: 7 }, (_, at) => `+120255501${10 + at}`);
    for (const each of phones) expect((await page(signUp({ phone: each }))).status).toBe(202);
    const pending = await Promise.all(
      phones.map((each) => signUps.pending(hashPhone(`+${each.slice(1)}`), '2026-11-20T13:00:00.000Z')),
    );
    expect(pending.map((found) => found !== undefined)).toEqual([...Array(5).fill(true), false, false]);
    await page(signUp({ phone: phones[6] }), '203.0.113.8');
    expect(await signUps.pending(hashPhone(`+${phones[6]?.slice(1)}`), '2026-11-20T13:00:00.000Z')).toBeDefined();
    for (const item of await items()) expect(JSON.stringify(item)).not.toMatch(/203\.0\.113|\+1202555/);
  });
});

describe('the answer is the same to the byte, whatever the history', () => {
  const bytes = (answer: Answer): string => JSON.stringify(answer);
  const leave = (at: string) => evidence({ hash, at, kind: 'left', by: 'text', sid: 'SM1', said: null });

  test('of a number on the page: new, waiting, active, paused, out of reach, gone, over a limit', async () => {
    const { page, post, subscribers, clock } = await open();
    const answers = [await page(signUp()), await page(signUp())];
    await post(signUp());
    answers.push(await page(signUp()));
    const [now, left] = ['2026-11-20T13:00:00.000Z', '2026-11-20T14:00:00.000Z'];
    await subscribers.move(hash, ['active'], { status: 'paused', reason: 'own-wish' }, now);
    answers.push(await page(signUp()));
    await subscribers.move(hash, ['paused'], { status: 'dormant', reason: 'unreachable' }, now);
    answers.push(await page(signUp()));
    clock.advance(3_600_000);
    await subscribers.move(hash, ['dormant'], { status: 'suppressed', reason: 'opted-out' }, left, leave(left));
    answers.push(await page(signUp()));
    await subscribers.erase({ hash, at: left, by: 'page' }, { ...leave(left), kind: 'erased', by: 'page' });
    answers.push(await page(signUp()));
    for (let time = 0; time < 6; time++) answers.push(await page(signUp({ phone: '+12025550144' })));
    expect(new Set(answers.map(bytes))).toEqual(new Set([bytes(answers[0] ?? { status: 0, headers: {}, body: '' })]));
    expect(answers[0]).toMatchObject({ status: 202, body: {} });
  });

  test("of a number with an operator's key: new, known, gone, signed up by six at once", async () => {
    const { post, subscribers, clock } = await open();
    const answers = [await post(signUp())];
    clock.advance(1000);
    answers.push(await post(signUp({ topics: ['health'], frequency: 'weekly' })));
    expect(await subscribers.find(hash)).toMatchObject({ topics: ['health'], frequency: 'weekly', status: 'active' });
    const left = '2026-11-20T13:00:00.000Z';
    await subscribers.move(hash, ['active'], { status: 'suppressed', reason: 'opted-out' }, left, leave(left));
    const gone = await subscribers.find(hash);
    clock.advance(1000);
    answers.push(await post(signUp({ topics: ['transport'] })));
    expect(await subscribers.find(hash)).toEqual(gone);
    const other = '+12025550144';
    answers.push(...(await Promise.all(Array.from({ length: 6 }, () => post(signUp({ phone: other }))))));
    expect(await subscribers.find(hashPhone(other))).toMatchObject({ status: 'active' });
    expect(new Set(answers.map(bytes)).size).toBe(1);
  });
});
