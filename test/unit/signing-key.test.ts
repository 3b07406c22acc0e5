import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ed25519, parseSigningKey, signingKeyOf } from '../../shared/domain/signing-key.ts';
import { verifiesPublicly } from '../samples/signatures.ts';

/** The key that Standard Webhooks publishes, and the same in its halves. */
const text = 'whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==';
const bytes = Buffer.from(text.slice('whsk_'.length), 'base64');
const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe('a signing key', () => {
  test('is read from its own format, and has the public key that stands there', () => {
    const key = parseSigningKey(text);
    expect(key.publicKey).toBe(`whpk_${bytes.subarray(32).toString('base64')}`);
    expect(signingKeyOf(bytes.subarray(0, 32))).toMatchObject({ id: key.id, publicKey: key.publicKey });
  });

  test('signs what its public key alone verifies, and another does not', () => {
    fc.assert(
      fc.property(seeds, seeds, fc.string({ unit: 'binary' }), (seed, other, body) => {
        const [key, another] = [signingKeyOf(seed), signingKeyOf(other)];
        const headers = { 'webhook-id': 'evt_1', 'webhook-timestamp': '1', 'webhook-signature': '' };
        const signed = { ...headers, 'webhook-signature': `v1a,${ed25519(key, `evt_1.1.${body}`)}` };
        expect(verifiesPublicly(key.publicKey, body, signed)).toBe(true);
        expect(verifiesPublicly(another.publicKey, body, signed)).toBe(key.id === another.id);
      }),
      { numRuns: 50 },
    );
  });

  test('has an id that stands in a URL and follows from its public key', () => {
    const ids = Array.from({ length: 50 }, (_, at) => signingKeyOf(Buffer.alloc(32, at)).id);
    expect(new Set(ids).size).toBe(50);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{16}$/);
    expect(parseSigningKey(text).id).toBe(parseSigningKey(text).id);
  });

  test('does not show its seed where it is printed or put into JSON', () => {
    const seed = bytes.subarray(0, 32);
    const key = signingKeyOf(seed);
    const shown = inspect(key, { depth: 9, showHidden: true }) + JSON.stringify(key);
    for (const encoding of ['base64', 'base64url', 'hex'] as const)
      expect(shown).not.toContain(seed.toString(encoding));
    expect(shown).toContain(key.publicKey);
  });

  const [head, half] = [text.slice(0, 30), `whsk_${bytes.subarray(0, 32).toString('base64')}`];
  const swapped = `whsk_${Buffer.concat([bytes.subarray(0, 32), Buffer.alloc(32, 9)]).toString('base64')}`;
  test.each(['', head, half, text.replace('whsk_', 'whsec_'), text.replace('whsk_', 'whpk_'), swapped])(
    'is not read from %j, and the error does not quote it',
    (wrong) => {
      let message = 'it was read';
      try {
        parseSigningKey(wrong);
      } catch (error) {
        message = String(error);
      }
      expect(message).toMatch(/signing key/);
      if (wrong !== '') expect(message).not.toContain(wrong.slice(5, 25));
    },
  );

  test('is not made of a seed of another length', () => {
    for (const length of [0, 31, 33, 64]) expect(() => signingKeyOf(Buffer.alloc(length))).toThrow('32 bytes');
  });
});
