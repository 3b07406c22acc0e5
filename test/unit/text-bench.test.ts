import { describe, expect, test } from 'vitest';
import { busiest } from '../../bench/texts/hold-speed.ts';
import { compatriot, subscribersFor, textedEdition, textedTopic } from '../../bench/texts/people.ts';
import { cohortShardOf } from '../../shared/domain/cohort.ts';
import { hearsNow, subscriberSchema } from '../../shared/domain/subscriber.ts';

const audience = { topics: [textedTopic], editions: [textedEdition], language: 'en' };
const people = (count: number) =>
  Array.from({ length: count }, (_, at) => {
    const { phone, subscriber } = compatriot(at);
    return subscriberSchema.parse({ ...subscriber, phone });
  });

describe('the subscribers of the bench', () => {
  test.each([1, 4, 5, 8, 9, 1000, 1003])('of an audience of %i exactly so many hear of a ruling', (size) => {
    const all = people(subscribersFor(size));
    expect(all.filter((subscriber) => hearsNow(subscriber, audience))).toHaveLength(size);
  });

  test('are spread over the country as its people are', () => {
    const all = people(5000);
    const share = (zone: string) => all.filter(({ zones }) => zones.split('@')[0] === zone).length / all.length;
    expect(share('America/New_York')).toBeCloseTo(0.456, 1);
    expect(share('America/Los_Angeles')).toBeCloseTo(0.161, 1);
    const named = all.filter(({ notBefore }) => notBefore !== null);
    expect(named.length / all.length).toBeCloseTo(0.1, 1);
    expect(named.every(({ zones, notBefore }) => zones.endsWith(`@${notBefore}`))).toBe(true);
    expect(new Set(all.map(({ zones, hash }) => cohortShardOf(zones, hash))).size).toBeGreaterThan(200);
  });
});

test('the busiest time counts what came within it, and not at its very beginning', () => {
  expect(busiest([], 10_000)).toBe(0);
  expect(busiest([0, 10_000], 10_000)).toBe(0.1);
  expect(busiest([0, 1000, 2000, 10_000, 10_500], 10_000)).toBe(0.4);
  expect(busiest([0, 5, 20_000, 20_001, 20_002], 10_000)).toBe(0.3);
});
