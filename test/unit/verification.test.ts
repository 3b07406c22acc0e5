import { describe, expect, test } from 'vitest';
import { exchangeErrors } from '../../shared/domain/exchange.ts';
import { farewellAt, followerOf, type HubMessage, hubMessageSchema } from '../../shared/domain/hub-messages.ts';
import { askedAt, makeChallenge, nextTryAfter, verdictOf } from '../../shared/domain/verification.ts';
import { seededRandomness } from '../fakes/randomness.ts';
import { noon } from '../samples/delivering.ts';
import { follower } from '../samples/following.ts';

const challenge = makeChallenge(seededRandomness());
const verdict = (status: number | null, body = challenge, error: (typeof exchangeErrors)[number] | null = null) =>
  verdictOf({ status, error, body }, challenge);

test('a challenge has 256 bits, each call others', () => {
  const random = seededRandomness(7);
  const made = Array.from({ length: 50 }, () => makeChallenge(random));
  expect(new Set(made).size).toBe(50);
  for (const one of made) expect(one).toMatch(/^[\w-]{43}$/);
  const bytes = made.flatMap((one) => [...Buffer.from(one, 'base64url')]);
  expect(Math.max(...bytes) - Math.min(...bytes)).toBeGreaterThan(250);
});

describe('our questions go behind the query of the callback', () => {
  test.each([
    ['https://reader.example/push', 'https://reader.example/push?hub.mode=denied'],
    ['https://reader.example/push?', 'https://reader.example/push?hub.mode=denied'],
    ['https://reader.example/push?for=a%20b+c&&x', 'https://reader.example/push?for=a%20b+c&&x&hub.mode=denied'],
  ])('of %s', (callback, asked) => {
    expect(askedAt(callback, { 'hub.mode': 'denied' })).toBe(asked);
  });

  test('and are encoded', () => {
    const asked = askedAt('https://reader.example/', { 'hub.topic': 'https://wire.example/?a=1&b=2' });
    expect(new URL(asked).searchParams.get('hub.topic')).toBe('https://wire.example/?a=1&b=2');
  });
});

describe('an answer', () => {
  test.each([200, 201, 204, 299])('of %d confirms with the challenge, and with nothing else', (status) => {
    expect(verdict(status)).toBe('confirmed');
    for (const body of ['', `${challenge} `, `x${challenge}`, challenge.slice(1), challenge.toUpperCase()])
      expect(verdict(status, body)).toBe('refused');
  });

  test.each([
    [199, 'refused'],
    [300, 'refused'],
    [404, 'refused'],
    [499, 'refused'],
    [500, 'unreachable'],
    [503, 'unreachable'],
    [null, 'unreachable'],
  ] as const)('of %s is %s, also with the challenge', (status, expected) => {
    expect(verdict(status)).toBe(expected);
  });

  test('that did not come may come later, unless it leads elsewhere or into our network', () => {
    const final = exchangeErrors.filter((error) => verdict(200, challenge, error) === 'refused');
    expect(final.sort()).toEqual(['address-refused', 'redirect']);
    const later = exchangeErrors.filter((error) => verdict(null, '', error) === 'unreachable');
    expect(later).toHaveLength(exchangeErrors.length - 2);
  });
});

test('who cannot be reached is asked again after 10 s, a minute and five', () => {
  expect([0, 1, 2, 3, 4].map(nextTryAfter)).toEqual([10, 60, 300, undefined, undefined]);
});

describe('a request on the queue', () => {
  const { id, topic, url, requestedAt } = follower();
  const message: HubMessage = {
    ...{ id, topic, url, requestedAt },
    ...{ mode: 'subscribe', secret: 'sealed', leaseSeconds: 600, tries: 2 },
  };

  test('comes back as it was', () => {
    expect(hubMessageSchema.parse(JSON.parse(JSON.stringify(message)))).toEqual(message);
    expect(hubMessageSchema.safeParse({ ...message, topic: '/v1/rulings' }).success).toBe(false);
  });

  test('makes a follower whose lease begins when it is confirmed', () => {
    expect(followerOf(message, Date.parse(noon))).toEqual(
      follower({ secret: 'sealed', leaseUntil: '2026-11-20T12:10:00.000Z' }),
    );
  });

  test('leaves work for the end of a lease, each its own', () => {
    const at = Date.parse(noon);
    expect(farewellAt(follower(), at)).toMatchObject({ at: noon, queue: 'follower-deliveries', id });
    const bodies = [follower(), follower({ requestedAt: '2026-11-20T12:00:01.000Z' })].map(
      (one) => farewellAt(one, at).body,
    );
    expect(bodies.map((body) => JSON.parse(body).endpointId)).toEqual([id, id]);
    expect(new Set(bodies).size).toBe(2);
  });
});
