import fc from 'fast-check';
import { type EventType, eventTypes } from '../../shared/domain/event.ts';
import type { Reaction } from '../fakes/webhook-sender.ts';
import type { Life, Outage, Receiver } from './delivery-world.ts';
import { someMishaps } from './mishaps.ts';
import type { Act } from './newsroom-acts.ts';
import type { Ask } from './partner-asks.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

const pause = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 3 * second }) },
  fc.integer({ min: 0, max: 2 * minute }),
  fc.integer({ min: 0, max: 30 * hour }),
);
const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.record({
    pause,
    ruling: fc.nat(2),
    what: fc.constantFrom('update', 'update', 'correction', 'correction', 'retraction'),
    topic: fc.constantFrom('transport', 'health'),
  }),
  { minLength: 1, maxLength: 10 },
);

const asks: fc.Arbitrary<Ask[]> = fc.array(
  fc.record({
    pause,
    receiver: fc.nat(2),
    what: fc.constantFrom('enable', 'replay', 'replay', 'replay-range', 'test'),
    which: fc.nat(20),
  }),
  { maxLength: 10 },
);

const ms = fc.oneof(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 20 * second }));
const retryAfter = fc.constantFrom('30', '7200', '90000');
const reaction: fc.Arbitrary<Reaction> = fc.oneof(
  { weight: 20, arbitrary: fc.record({ ms, status: fc.constantFrom(200, 204, 302, 429, 500, 502, 503) }) },
  { weight: 2, arbitrary: fc.record({ ms, status: fc.constantFrom(429, 503), retryAfter }) },
  { weight: 2, arbitrary: fc.record({ ms, status: fc.constant(410) }) },
  { weight: 1, arbitrary: fc.record({ ms, status: fc.constant(400), abort: fc.constant(true) }) },
);
/** Down for minutes or for days: such that it is disabled for it, or not quite. */
const outage: fc.Arbitrary<Outage> = fc
  .tuple(
    fc.oneof(fc.integer({ min: 0, max: 2 * minute }), fc.integer({ min: 0, max: 40 * hour })),
    fc.oneof(fc.integer({ min: minute, max: 3 * hour }), fc.integer({ min: 50 * hour, max: 100 * hour })),
    reaction.filter(({ status }) => status >= 300),
  )
  .map(([from, lasts, answer]) => ({ ...answer, from, lasts }));

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
    outages: fc.array(outage, { maxLength: 2 }),
    recovers: fc.constantFrom(true, true, true, false),
  }),
  { minLength: 1, maxLength: 3 },
);

/** All that can happen to a channel. */
export const lives: fc.Arbitrary<Life> = fc.record({ acts, receivers, asks, mishaps: someMishaps, seed: fc.nat() });
