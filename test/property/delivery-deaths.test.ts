import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventTypes } from '../../shared/domain/event.ts';
import { lives } from './delivery-lives.ts';
import { keepsItsPromises } from './delivery-promises.ts';
import { type Life, live } from './delivery-world.ts';
import type { Mishap } from './mishaps.ts';
import { keepsItsWord } from './partner-promises.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

test('processes die and stall anywhere, messages repeat and come late: what is owed arrives, in order, or is named by what came instead', async () => {
  await fc.assert(
    fc.asyncProperty(lives, async (life) => {
      const lived = await live(life);
      keepsItsPromises(lived);
      keepsItsWord(lived, life);
    }),
    { numRuns: 200 },
  );
});

/**
 * Two rulings, one of them corrected while its first revision is being sent, to one endpoint that fails now and then and says that it is
 * gone. Its partner has it tested, takes it back into service and has the newest event sent again.
 */
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
        { ms: 50, status: 410 },
      ],
      outages: [],
      recovers: true,
    },
  ],
  asks: [
    { pause: 3 * second, receiver: 0, what: 'test', which: 0 },
    { pause: 2 * hour, receiver: 0, what: 'enable', which: 0 },
    { pause: 2 * hour, receiver: 0, what: 'replay', which: 0 },
  ],
  mishaps,
  seed: 5,
});

test('wherever one process dies, before or after any call, everything that is owed arrives or is superseded', async () => {
  const whole = await live(plain([]));
  keepsItsPromises(whole);
  keepsItsWord(whole, plain([]));
  expect(whole.turns.map(({ what }) => what)).toEqual(['disabled', 'told', 'enabled']);
  expect(whole.rows.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
    'webhook superseded',
    'webhook delivered',
    'webhook superseded',
    'webhook delivered',
    'notice delivered',
  ]);
  expect(whole.rows.filter((row) => row.kind === 'webhook' && row.arrived)).toHaveLength(1);
  for (let at = 1; at <= whole.calls; at++)
    for (const when of ['before', 'after'] as const) {
      const life = plain([{ at, when, kind: 'death', ms: 0 }]);
      const lived = await live(life);
      keepsItsPromises(lived);
      keepsItsWord(lived, life);
      // whose partner's wish died with the process stays out of service
      if (lived.endpoints.some(({ disabledReason }) => disabledReason !== null)) continue;
      expect(
        lived.rows.filter(({ state }) => state === 'waiting'),
        `death ${when} call ${at}`,
      ).toEqual([]);
    }
});

/**
 * One message takes long and the next is answered by 410; what is published then waits, until the partner takes the endpoint back. Later
 * the partner has the first one sent again, just when its correction comes.
 */
const busy = (mishaps: readonly Mishap[], correctedAfter: number, seed: number): Life => ({
  acts: [
    { pause: 0, ruling: 0, what: 'update', topic: 'transport' },
    { pause: second, ruling: 1, what: 'update', topic: 'transport' },
    { pause: 100, ruling: 2, what: 'update', topic: 'transport' },
    { pause: second, ruling: 3, what: 'update', topic: 'health' },
    { pause: correctedAfter, ruling: 0, what: 'correction', topic: 'transport' },
  ],
  receivers: [
    {
      eventTypes: [...eventTypes],
      topics: [],
      maxInFlight: 3,
      ratePerSecond: 10,
      reactions: [
        { ms: 50, status: 200 },
        { ms: 3000, status: 200 },
        { ms: 50, status: 410 },
      ],
      outages: [],
      recovers: true,
    },
  ],
  asks: [
    { pause: 1.5 * second, receiver: 0, what: 'enable', which: 0, onceDisabled: true },
    { pause: 10 * second, receiver: 0, what: 'replay', which: 3 },
  ],
  mishaps,
  seed,
});

test.each([
  { when: 'after', correctedAfter: 12 * second, seed: 11 },
  { when: 'before', correctedAfter: 10.5 * second, seed: 11 },
])(
  'whoever takes long over any call finds at its end that things have changed; a replay that comes $when the correction',
  async ({ correctedAfter, seed }) => {
    const whole = await live(busy([], correctedAfter, seed));
    keepsItsPromises(whole);
    expect(whole.turns.map(({ what }) => what)).toContain('enabled');
    const unsent = whole.writes.filter(({ before, after }) => before === undefined && after.state === 'waiting');
    expect(unsent, 'owed while the endpoint was disabled').toHaveLength(1);
    let replayed = 0;
    for (let at = 1; at <= whole.calls; at++) {
      const life = busy([{ at, when: 'after', kind: 'stall', ms: 6 * second }], correctedAfter, seed);
      const lived = await live(life);
      keepsItsPromises(lived);
      keepsItsWord(lived, life);
      if (lived.writes.some(({ by, before }) => by === 'partner' && before?.state === 'delivered')) replayed += 1;
      if (lived.endpoints.some(({ disabledReason }) => disabledReason !== null)) continue;
      expect(
        lived.rows.map(({ state }) => state),
        `call ${at} took long`,
      ).not.toContain('waiting');
    }
    expect(replayed).toBeGreaterThan(0);
  },
);
