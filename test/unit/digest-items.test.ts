import { expect, test } from 'vitest';
import type { DigestItem } from '../../shared/domain/broadcast.ts';
import { itemsFor } from '../../shared/domain/digest.ts';
import { subscriberStatuses } from '../../shared/domain/subscriber.ts';
import { subscriber } from '../samples/texting.ts';

const item = (topics: readonly string[], differs: Partial<DigestItem> = {}): DigestItem => ({
  ...{ rulingId: 'rul_01JD4Z00000000000000000001', revision: 1, rating: 'false', scale: 'truth-o-meter' },
  ...{ headline: 'No', link: 'https://wire.newsroom.example/s/00000000', forAll: false },
  audience: { topics: [...topics], editions: ['ohio'], language: 'en' },
  ...differs,
});
const items = [
  item(['health']),
  item(['economy'], { forAll: true }),
  item(['health'], { audience: { topics: ['health'], editions: [], language: 'es' }, forAll: true }),
];
const daily = { frequency: 'daily', items } as const;
const weekly = { frequency: 'weekly', items } as const;

test('a reader of the digest hears of what they want in it', () => {
  expect(itemsFor(daily, subscriber({ frequency: 'daily' }))).toEqual([0, 1]);
  expect(itemsFor(weekly, subscriber({ frequency: 'weekly' }))).toEqual([0, 1]);
  expect(itemsFor(daily, subscriber({ frequency: 'daily', topics: ['health'] }))).toEqual([0]);
  expect(itemsFor(daily, subscriber({ frequency: 'daily', language: 'es' }))).toEqual([2]);
  expect(itemsFor(daily, subscriber({ frequency: 'daily', editions: ['texas'] }))).toEqual([]);
});

test('who hears at once gets in the daily digest what was texted to nobody at once, and in the weekly one nothing', () => {
  expect(itemsFor(daily, subscriber())).toEqual([1]);
  expect(itemsFor(daily, subscriber({ topics: ['health'] }))).toEqual([]);
  expect(itemsFor(weekly, subscriber())).toEqual([]);
});

test('a digest is for its own readers', () => {
  expect(itemsFor(daily, subscriber({ frequency: 'weekly' }))).toEqual([]);
  expect(itemsFor(weekly, subscriber({ frequency: 'daily' }))).toEqual([]);
});

test('nobody hears who is not active', () => {
  for (const status of subscriberStatuses)
    expect(itemsFor(daily, subscriber({ frequency: 'daily', status })), status).toEqual(
      status === 'active' ? [0, 1] : [],
    );
});
