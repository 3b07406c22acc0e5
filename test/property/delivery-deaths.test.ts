import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type EventType, eventTypes } from '../../shared/domain/event.ts';
import { keepsItsPromises } from './delivery-promises.ts';
import { type Life, live, type Receiver } from './delivery-world.ts';
import type { Mishap } from './mishaps.ts';
import type { Act } from './newsroom-acts.ts';

const second = 1000;
const minute = 60 * second;

const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.record({
    pause: fc.oneof(
      { weight: 3, arbitrary: fc.integer({ min: 0, max: 3 * second }) },
      fc.integer({ min: 0, max: 2 * minute }),
      fc.integer({ min: 0, max: 30 * 60 * minute }),
    ),
    ruling: fc.nat(2),
    what: fc.constantFrom('update', 'update', 'correction', 'correction', 'retraction'),
    topic: fc.constantFrom('transport', 'health'),
  }),
  { minLength: 1, maxLength: 10 },
);

const reaction = fc.record({
  ms: fc.oneof(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 20 * second })),
  status: fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(200, 204, 302, 429, 500, 503) },
    { weight: 1, arbitrary: fc.constant(410) },
  ),
});

const receivers: fc.Arbitrary<Receiver[]> = fc.array(
  fc.record({
    eventTypes: fc.oneof(
      fc.constant<EventType[]>([...eventTypes]),
      fc.subarray<EventType>([...eventTypes], { minLength: 1 }),
    ),
    topics: fc.constantFrom<string[]>([], [], ['transport']),
    maxInFlight: fc.integer({ min: 1, max: 3 }),
    ratePerSecond: fc.constantFrom(1, 2, 10),
    reactions: fc.array(reaction, { maxLength: 12 }),
    recovers: fc.constantFrom(true, true, true, false),
  }),
  { minLength: 1, maxLength: 3 },
);

const mishaps: fc.Arbitrary<Mishap[]> = fc
  .array(
    fc.record({
      gap: fc.integer({ min: 1, max: 60 }),
      kind: fc.constantFrom('death', 'death', 'stall'),
      when: fc.constantFrom('before', 'after'),
      ms: fc.integer({ min: 1, max: 70 * second }),
    }),
    { maxLength: 12 },
  )
  .map((planned) => {
    let at = 0;
    return planned.map(({ gap, ...mishap }) => {
      at += gap;
      return { ...mishap, at };
    });
  });

test('processes die and stall anywhere, messages repeat and come late: what is owed arrives, in order, or is named by what came instead', async () => {
  await fc.assert(
    fc.asyncProperty(fc.record({ acts, receivers, mishaps, seed: fc.nat() }), async (life: Life) => {
      keepsItsPromises(await live(life));
    }),
    { numRuns: 150 },
  );
});

/** Two rulings, one of them corrected while its first revision is being sent, to one endpoint that fails now and then. */
const plain = (mishaps: readonly Mishap[]): Life => ({
  acts: [
    { pause: 0, ruling: 0, what: 'update', topic: 'transport' },
    { pause: 300, ruling: 1, what: 'update', topic: 'health' },
    { pause: 700, ruling: 0, what: 'correction', topic: 'health' },
    { pause: 900, ruling: 0, what: 'correction', topic: 'health' },
  ],
  receivers: [
    {
      eventTypes: [...eventTypes],
      topics: [],
      maxInFlight: 2,
      ratePerSecond: 10,
      reactions: [
        { ms: 4000, status: 503 },
        { ms: 50, status: 200 },
        { ms: 50, status: 500 },
      ],
      recovers: true,
    },
  ],
  mishaps,
  seed: 5,
});

test('wherever one process dies, before or after any call, everything that is owed arrives or is superseded', async () => {
  const whole = await live(plain([]));
  keepsItsPromises(whole);
  expect(new Set(whole.rows.map(({ state }) => state))).toEqual(new Set(['delivered', 'superseded']));
  for (let at = 1; at <= whole.calls; at++)
    for (const when of ['before', 'after'] as const) {
      const lived = await live(plain([{ at, when, kind: 'death', ms: 0 }]));
      keepsItsPromises(lived);
      expect(
        lived.rows.filter(({ state }) => state === 'waiting'),
        `death ${when} call ${at}`,
      ).toEqual([]);
    }
});
