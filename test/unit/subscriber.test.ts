import { describe, expect, it } from 'vitest';
import { cohortShardOf, cohortShardSchema, cohortShards, zoneKeyOfShard } from '../../shared/domain/cohort.ts';
import type { PhoneHash, Subscriber } from '../../shared/domain/subscriber.ts';
import { hearsNow } from '../../shared/domain/subscriber.ts';
import { subscriber } from '../samples/texting.ts';

describe('a subscriber', () => {
  const audience = { topics: ['transport', 'taxes'], editions: ['new-york'], language: 'en-US' };

  it.each<[string, Partial<Subscriber>]>([
    ['who wants everything', {}],
    ['of one of its topics', { topics: ['health', 'taxes'] }],
    ['of its edition', { editions: ['new-york'] }],
    ['of its language elsewhere', { language: 'en-GB' }],
  ])('hears of a ruling at once: one %s', (_, differs) => {
    expect(hearsNow(subscriber(differs), audience)).toBe(true);
  });

  it.each<[string, Partial<Subscriber>]>([
    ['who opted out', { status: 'suppressed', reason: 'opted-out' }],
    ['who waits for the digest of the day', { frequency: 'daily' }],
    ['who waits for the digest of the week', { frequency: 'weekly' }],
    ['of other topics', { topics: ['health'] }],
    ['of other editions', { editions: ['texas'] }],
    ['of its topics, in other editions', { topics: ['taxes'], editions: ['texas'] }],
    ['of another language', { language: 'es' }],
    ['of another language, from the same country', { language: 'es-US' }],
  ])('does not hear of it at once: one %s', (_, differs) => {
    expect(hearsNow(subscriber(differs), audience)).toBe(false);
  });
});

describe('a cohort', () => {
  const hashOf = (first: number): PhoneHash => `1.${Buffer.alloc(32, first).toString('base64url')}`;

  it('is spread evenly over its shards, by the hash of the phone', () => {
    const shards = Array.from({ length: 256 }, (_, first) =>
      cohortShardOf('America/Denver+America/Phoenix', hashOf(first)),
    );
    const people = Map.groupBy(shards, (shard) => shard);
    expect(people.size).toBe(cohortShards);
    for (const [shard, same] of people) {
      expect(same).toHaveLength(256 / cohortShards);
      expect(cohortShardSchema.parse(shard)).toBe(shard);
      expect(zoneKeyOfShard(shard)).toBe('America/Denver+America/Phoenix');
    }
    expect(cohortShardOf('America/Denver', hashOf(39))).toBe('America/Denver#7');
  });
});
