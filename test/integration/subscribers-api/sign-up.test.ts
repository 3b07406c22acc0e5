import { describe, expect, test } from 'vitest';
import { hashPhone } from '../../samples/texting.ts';
import type { Answer } from '../call-api.ts';
import { consent, hash, phone, signUp, useSubscribersApi } from './open-subscribers-api.ts';

const open = useSubscribersApi();

describe('a sign-up', () => {
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
        ...{ hash, at: '2026-11-20T12:00:00.000Z', textVersion: consent.textVersion, adult: true },
        ...{ frequency: 'daily', wordingHash: expect.stringMatching(/^[0-9a-f]{64}$/), recordedBy: 'platform' },
      }),
    );
  });

  test('fills in what is left out', async () => {
    const { post, subscribers } = await open();
    await post(signUp());
    const filledIn = { topics: [], editions: [], language: 'en', zip: null, frequency: 'immediate' };
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

test('the answer is the same for a number that is new, known, suppressed or signed up twice at once', async () => {
  const { post, subscribers, clock } = await open();
  const answers: Answer[] = [await post(signUp())];
  clock.advance(1000);
  answers.push(await post(signUp({ topics: ['health'], frequency: 'weekly' })));
  expect(await subscribers.find(hash)).toMatchObject({ topics: ['health'], frequency: 'weekly', status: 'active' });

  await subscribers.suppress(hash, 'opted-out', '2026-11-20T13:00:00.000Z');
  const left = await subscribers.find(hash);
  clock.advance(1000);
  answers.push(await post(signUp({ topics: ['transport'] })));
  expect(await subscribers.find(hash)).toEqual(left);

  const other = '+12025550144';
  answers.push(...(await Promise.all(Array.from({ length: 6 }, () => post(signUp({ phone: other }))))));
  expect(await subscribers.find(hashPhone(other))).toMatchObject({ status: 'active' });
  for (const answer of answers) expect(answer).toEqual(answers[0]);
});
