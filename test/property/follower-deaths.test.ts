import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Heard } from '../fakes/webhook-sender.ts';
import {
  type Callback,
  type Change,
  type FollowedLife,
  type LivedFollowed,
  liveFollowed,
  topics,
} from './follower-world.ts';
import { type Mishap, someMishaps } from './mishaps.ts';

const second = 1000;
const minute = 60 * second;
const day = 24 * 60 * minute;
/** From the look at the endpoint to the end of the exchange: what a process can take that stalls once, for its rows and its socket. */
const longestAttempt = 2 * minute;

const changes: fc.Arbitrary<Change[]> = fc.array(
  fc.record({
    pause: fc.oneof(
      { weight: 3, arbitrary: fc.integer({ min: 0, max: 3 * second }) },
      fc.integer({ min: 0, max: 2 * minute }),
      fc.integer({ min: 0, max: day }),
    ),
    topic: fc.constantFrom(...topics),
    says: fc.nat(3),
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

const callbacks: fc.Arbitrary<Callback[]> = fc.array(
  fc.record({
    topic: fc.constantFrom(...topics),
    leaseSeconds: fc.oneof({ weight: 3, arbitrary: fc.constant(30 * 86_400) }, fc.integer({ min: 300, max: 86_400 })),
    reactions: fc.array(reaction, { maxLength: 12 }),
    recovers: fc.constantFrom(true, true, true, false),
  }),
  { minLength: 1, maxLength: 3 },
);

const isTaken = ({ status }: Heard): boolean => status !== null && status >= 200 && status < 300;

/** Everything that the hub promises, once nothing moves any more and every lease is over. */
const keepsItsPromises = (lived: LivedFollowed): void => {
  expect(lived.defects).toEqual([]);
  expect(lived.quiet, 'it comes to rest').toBe(true);
  expect(lived.due, 'due work that is left').toEqual([]);
  expect(lived.left, 'who is still there when its lease is over').toEqual([]);
  expect(new Set(lived.rows.map(({ state }) => state))).not.toContain('pending');
  expect(new Set(lived.rows.map(({ state }) => state))).not.toContain('sending');
  for (const reader of lived.readers) {
    expect(reader.follows.length, 'who confirms follows').toBeGreaterThan(0);
    for (const [at, { from }] of reader.heard.entries())
      for (const { until } of reader.heard.slice(0, at))
        expect(until, 'the end of what came before').toBeLessThanOrEqual(from);
    const until = Math.max(...reader.follows.map(({ leaseUntil }) => Date.parse(leaseUntil)));
    for (const { from } of reader.heard) expect(from - until, 'after its lease').toBeLessThan(longestAttempt);
    for (const one of reader.heard) expect(stoodBefore(lived, reader, one), 'a feed that stood just before').toBe(true);
    endsWithTheTruth(lived, reader);
  }
};

type Reader = LivedFollowed['readers'][number];

/** Whether a message says what its feed said at some time during the attempt. */
const stoodBefore = ({ writes }: LivedFollowed, { topic }: Reader, { body, from }: Heard): boolean => {
  const ofFeed = writes.filter(({ path }) => path === topic);
  return ofFeed.some((write, at) => {
    const replacedAt = ofFeed[at + 1]?.lastModified ?? Number.POSITIVE_INFINITY;
    return write.body === body && write.lastModified <= from && replacedAt + second > from - longestAttempt;
  });
};

/** Who takes everything in the end, before the schedule is exhausted and it is given up, and is there long enough, ends with what the feed says by right. */
const endsWithTheTruth = (
  { truths, rows, lost }: LivedFollowed,
  { topic, heard, follows, leaseSeconds, recovers }: Reader,
): void => {
  const truth = truths.get(topic);
  const since = Math.min(...follows.map(({ at }) => at));
  const gone = heard.some(({ status }) => status === 410);
  const spent =
    rows.some((row) => row.endpointId === follows[0]?.id && row.failures === 10) || lost.includes(follows[0]?.id);
  if (truth === undefined || !recovers || gone || spent || leaseSeconds < 30 * 86_400 || truth.at <= since) return;
  const last = heard.at(-1);
  // also of a message that failed nobody knows whether it arrived
  expect([last?.body, last && isTaken(last)]).toEqual([truth.body, true]);
};

test('processes die and stall anywhere, messages repeat and come late: who follows ends with the feed as it stands', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({ changes, callbacks, mishaps: someMishaps, seed: fc.nat() }),
      async (life: FollowedLife) => {
        keepsItsPromises(await liveFollowed(life));
      },
    ),
    { numRuns: 150 },
  );
});

/** Feeds that change again while they are being sent, to two callbacks of which one fails now and then. */
const plain = (planned: readonly Mishap[]): FollowedLife => ({
  changes: [
    { pause: 20 * minute, topic: topics[0], says: 1 },
    { pause: 2 * second, topic: topics[0], says: 2 },
    { pause: second, topic: topics[1], says: 1 },
    { pause: 3 * second, topic: topics[0], says: 3 },
  ],
  callbacks: [
    {
      topic: topics[0],
      leaseSeconds: 30 * 86_400,
      reactions: [
        { ms: 4000, status: 503 },
        { ms: 50, status: 200 },
        { ms: 50, status: 500 },
      ],
      recovers: true,
    },
    { topic: topics[1], leaseSeconds: 30 * 86_400, reactions: [], recovers: true },
  ],
  mishaps: planned,
  seed: 5,
});

test('wherever one process dies, before or after any call, who follows ends with the feed as it stands', async () => {
  const whole = await liveFollowed(plain([]));
  keepsItsPromises(whole);
  expect(new Set(whole.rows.map(({ state }) => state))).toEqual(new Set(['delivered', 'superseded']));
  for (const { heard } of whole.readers) {
    const taken = heard.filter(isTaken).map(({ body }) => body);
    expect(taken, 'nothing twice').toEqual([...new Set(taken)]);
    expect(taken.length).toBeGreaterThan(0);
  }
  for (let at = 1; at <= whole.calls; at++)
    for (const when of ['before', 'after'] as const) {
      const lived = await liveFollowed(plain([{ at, when, kind: 'death', ms: 0 }]));
      keepsItsPromises(lived);
      expect(
        lived.readers.map(({ heard }) => heard.filter(isTaken).at(-1)?.body),
        `death ${when} call ${at}`,
      ).toEqual(['says 3', 'says 1']);
    }
});
