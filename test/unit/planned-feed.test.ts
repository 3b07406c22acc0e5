import { describe, expect, test } from 'vitest';
import { begin, feedDeliveryIdOf, supersede } from '../../shared/domain/delivery.ts';
import { idSchema } from '../../shared/domain/ids.ts';
import type { OwedFeed } from '../../shared/domain/planned-delivery.ts';
import { mustFollow, planFeed } from '../../shared/domain/planned-feed.ts';
import { noon } from '../samples/delivering.ts';
import { feedDelivery, follower, topic } from '../samples/following.ts';

const now = Date.parse(noon);
const { id } = follower();
const owed = (differs: Partial<OwedFeed> = {}): OwedFeed => ({
  ...{ kind: 'websub', endpointId: id, topic, sequence: 4, etag: '"b"', eventSequence: 20, deliveredEtag: '"a"' },
  ...differs,
});
const last = feedDelivery({ sequence: 4, etag: '"b"', eventSequence: 20 });
const version = (etag: string, eventSequence: number) => ({ topic, etag, eventSequence });

describe('a follower must be sent a feed', () => {
  test('that it was never owed', () => {
    expect(mustFollow(version('"b"', 20), undefined, undefined)).toBe(true);
  });

  test('anew while one is pending, only for a newer event and other bytes', () => {
    const must = (etag: string, sequence: number) => mustFollow(version(etag, sequence), owed(), last);
    expect(must('"c"', 21)).toBe(true);
    expect(must('"b"', 21), 'the same bytes').toBe(false);
    expect(must('"c"', 20), 'the same event').toBe(false);
    expect(must('"c"', 19), 'a call that comes late').toBe(false);
    expect(must('"a"', 21), 'back to what it has: an attempt may have got through').toBe(true);
  });

  test('anew while one waits that nobody tries any more, for any other bytes', () => {
    const waiting = { ...last, state: 'waiting' as const };
    const must = (etag: string, sequence: number) => mustFollow(version(etag, sequence), owed(), waiting);
    expect([must('"c"', 21), must('"c"', 19), must('"b"', 21)]).toEqual([true, true, false]);
  });

  test('whatever it was owed while one is being sent: that may have been read before', () => {
    for (const [etag, sequence] of [
      ['"b"', 20],
      ['"c"', 19],
      ['"a"', 1],
    ] as const)
      expect(mustFollow(version(etag, sequence), owed(), begin(last, now))).toBe(true);
  });

  test.each([
    ['superseded', supersede(last, now)],
    ['forgotten', undefined],
  ])('once the last is %s, if it has other bytes, whichever event it is for', (_, row) => {
    for (const sequence of [1, 20, 21]) {
      expect(mustFollow(version('"a"', sequence), owed(), row)).toBe(false);
      for (const etag of ['"b"', '"c"']) expect(mustFollow(version(etag, sequence), owed(), row)).toBe(true);
      expect(mustFollow(version('"a"', sequence), owed({ deliveredEtag: null }), row)).toBe(true);
    }
  });
});

test('a follower that took the last has what that was sent as, though what is owed was read before it heard of it', () => {
  const taken = { ...last, etag: '"c"', state: 'delivered' as const };
  for (const deliveredEtag of ['"a"', '"b"', '"c"', null]) {
    const must = (etag: string, sequence: number) =>
      mustFollow(version(etag, sequence), owed({ deliveredEtag }), taken);
    expect([must('"c"', 20), must('"c"', 21)]).toEqual([false, false]);
    expect([must('"a"', 21), must('"b"', 21), must('"a"', 1)]).toEqual([true, true, true]);
  }
});

describe('the delivery of a feed', () => {
  test('is the first of its follower, and due at once', () => {
    const planned = planFeed(id, version('"c"', 21), undefined, undefined, now);
    expect(planned).toMatchObject({ owedBefore: undefined, superseded: undefined, kept: undefined });
    expect(planned.delivery).toEqual(feedDelivery({ etag: '"c"', eventSequence: 21 }));
    expect(idSchema('delivery').safeParse(planned.delivery.id).success).toBe(true);
  });

  test('counts on, comes in the place of one that waits, and remembers the newest event', () => {
    const before = { ...last, predecessor: 2 };
    const planned = planFeed(id, version('"c"', 19), owed(), before, now);
    expect(planned.delivery).toMatchObject({ sequence: 5, eventSequence: 20, predecessor: 2, state: 'pending' });
    expect(planned).toMatchObject({ owedBefore: owed(), kept: undefined });
    expect(planned.superseded).toEqual({ before, after: supersede(before, now) });
    expect(planFeed(id, version('"c"', 22), owed(), before, now).delivery).toMatchObject({ eventSequence: 22 });
  });

  test('goes after one that is being sent', () => {
    const kept = begin(last, now);
    const planned = planFeed(id, version('"c"', 21), owed(), kept, now);
    expect(planned).toMatchObject({ kept, superseded: undefined, delivery: { predecessor: 4, sequence: 5 } });
  });

  test('has an id that no other has', () => {
    const ids = [feedDeliveryIdOf(id, 1, now), feedDeliveryIdOf(id, 2, now), feedDeliveryIdOf(id, 1, now + 1)];
    expect(new Set(ids).size).toBe(3);
    expect(feedDeliveryIdOf(id, 1, now)).toBe(ids[0]);
  });
});
