import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSigningKey, signingKeyOf } from '../../shared/domain/signing-key.ts';
import { makeSecret, sign } from '../../shared/domain/webhook-signature.ts';
import { seededRandomness } from '../fakes/randomness.ts';
import { verifies, verifiesPublicly } from '../samples/signatures.ts';

/** The vectors that Standard Webhooks and Svix publish. */
const vectors = [
  {
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: '1614265330',
    body: '{"test": 2432232314}',
    signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  },
  {
    secret: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
    id: 'msg_27UH4WbU6Z5A5EzD8u03UvzRbpk',
    timestamp: '1649367553',
    body: '{"email":"test@example.com","username":"test_user"}',
    signature: 'v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=',
  },
] as const;
const [{ secret, id, body }] = vectors;
const at = 1_614_265_330_000;
/** The key and the signature of the first message that Standard Webhooks publishes for ed25519. */
const published = {
  key: 'whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==',
  signature: 'v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==',
};

describe('a signature', () => {
  test.each(vectors)('of $id is the published one', (vector) => {
    expect(
      sign({ id: vector.id, at: Number(vector.timestamp) * 1000, body: vector.body }, [vector.secret], []),
    ).toEqual({
      'webhook-id': vector.id,
      'webhook-timestamp': vector.timestamp,
      'webhook-signature': vector.signature,
    });
  });

  test('is made by every live secret, so that the holder of either accepts the message', () => {
    const secrets = [secret, vectors[1].secret];
    const headers = sign({ id, at, body }, secrets, []);
    const each = secrets.map((one) => sign({ id, at, body }, [one], [])['webhook-signature']);
    expect(headers['webhook-signature']).toBe(each.join(' '));
    expect(new Set(each).size).toBe(2);
    for (const held of secrets) expect(verifies(held, body, headers, at)).toBe(true);
  });

  test('is of the attempt: a later one has its own time and signature, and the id of the first', () => {
    const first = sign({ id, at, body }, [secret], []);
    const later = sign({ id, at: at + 86_400_000, body }, [secret], []);
    expect(later['webhook-id']).toBe(first['webhook-id']);
    expect(later['webhook-timestamp']).toBe(String(1_614_265_330 + 86_400));
    expect(later['webhook-signature']).not.toBe(first['webhook-signature']);
    // a receiver takes five minutes of difference: the first signature is no good for the second attempt
    expect(verifies(secret, body, first, at + 86_400_000)).toBe(false);
    expect(verifies(secret, body, later, at + 86_400_000)).toBe(true);
  });

  test('holds whole seconds, never one that is still to come', () => {
    expect(sign({ id, at: at + 999, body }, [secret], [])).toEqual(sign({ id, at, body }, [secret], []));
    expect(sign({ id, at: at + 1000, body }, [secret], [])['webhook-timestamp']).toBe('1614265331');
  });

  test('by ed25519 is the published one', () => {
    const headers = sign({ id, at, body }, [], [parseSigningKey(published.key)]);
    expect(headers['webhook-signature']).toBe(published.signature);
  });

  test('is made by every secret and every key of ours, and stays good for whoever looks at one alone', () => {
    const keys = [parseSigningKey(published.key), signingKeyOf(Buffer.alloc(32, 7))];
    const headers = sign({ id, at, body }, [secret, vectors[1].secret], keys);
    const kinds = headers['webhook-signature'].split(' ').map((each) => each.split(',')[0]);
    expect(kinds).toEqual(['v1', 'v1', 'v1a', 'v1a']);
    for (const held of [secret, vectors[1].secret]) expect(verifies(held, body, headers, at)).toBe(true);
    for (const { publicKey } of keys) expect(verifiesPublicly(publicKey, body, headers)).toBe(true);
    const another = signingKeyOf(Buffer.alloc(32, 8));
    expect(verifiesPublicly(another.publicKey, body, headers)).toBe(false);
    expect(verifiesPublicly(keys[0]?.publicKey ?? '', `${body} `, headers)).toBe(false);
  });

  test('is not made with something that is no secret', () => {
    expect(() => sign({ id, at, body }, [secret, 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'], [])).toThrow('whsec_');
  });
});

describe('the packages that partners use', () => {
  const keys = [signingKeyOf(Buffer.alloc(32, 1)), signingKeyOf(Buffer.alloc(32, 2))];
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.json(),
    fc.constantFrom('', '{"headline":"No, «todo» no — señor 🙂"}', '.', 'a.1614265330.b', '\ud800'),
  );
  const messages = fc.record({
    id: fc.stringMatching(/^[A-Za-z0-9_.-]{1,40}$/),
    at: fc.integer({ min: 0, max: Date.UTC(2100, 0) }),
    body: text,
  });
  const secrets = fc.nat().map((seed) => makeSecret(seededRandomness(seed)));

  test('verify whatever we sign, with each secret of a rotation', () => {
    fc.assert(
      fc.property(messages, fc.array(secrets, { minLength: 1, maxLength: 3 }), (message, live) => {
        const headers = sign(message, live, keys);
        for (const held of live) expect(verifies(held, message.body, headers, message.at)).toBe(true);
        for (const { publicKey } of keys) expect(verifiesPublicly(publicKey, message.body, headers)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('refuse another body, id, time or secret', () => {
    fc.assert(
      fc.property(messages, secrets, fc.constantFrom('body', 'id', 'time', 'secret'), (message, held, changed) => {
        const headers = sign(message, [held], keys);
        const forged = {
          body: { held, text: `${message.body} `, headers },
          id: { held, text: message.body, headers: { ...headers, 'webhook-id': `${message.id}x` } },
          time: {
            held,
            text: message.body,
            headers: { ...headers, 'webhook-timestamp': String(Math.floor(message.at / 1000) + 1) },
          },
          secret: { held: makeSecret(() => 0.5), text: message.body, headers },
        }[changed];
        expect(verifies(forged.held, forged.text, forged.headers, message.at)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});

test('a new secret is whsec_ and base64 of 32 bytes, each of them any byte', () => {
  const made = Array.from({ length: 200 }, (_, seed) => makeSecret(seededRandomness(seed)));
  expect(new Set(made).size).toBe(200);
  const keys = made.map((one) => Buffer.from(one.slice('whsec_'.length), 'base64'));
  for (const [index, key] of keys.entries()) {
    expect(made[index]).toBe(`whsec_${key.toString('base64')}`);
    expect(key).toHaveLength(32);
  }
  expect(new Set(keys.flatMap((key) => [...key])).size).toBe(256);
  expect(makeSecret(() => 1 - 2 ** -53)).toBe(`whsec_${Buffer.alloc(32, 255).toString('base64')}`);
});
