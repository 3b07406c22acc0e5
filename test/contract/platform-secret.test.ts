import { describe, expect, test } from 'vitest';
import { createLedgerTokens } from '../../shared/adapters/platform-secret/ledger-tokens.ts';
import { createPhoneHasher, hasherOfVersion } from '../../shared/adapters/platform-secret/phone-hasher.ts';
import { createPreferenceTokens } from '../../shared/adapters/platform-secret/preference-tokens.ts';
import { phoneHashSchema } from '../../shared/domain/subscriber.ts';
import { ledgerRow, phone } from '../samples/texting.ts';

// these ports have no fakes: the tests of what stands above them use what is tested here
const [secret, other] = ['s'.repeat(64), 't'.repeat(64)];
const phones = Array.from({ length: 50 }, (_, last) => phone(last, 202 + (last % 5)));

describe('hashes of phones', () => {
  const hash = createPhoneHasher(secret);

  test('a phone has one hash under one secret, whoever asks, and no other has it', () => {
    expect(phones.map(createPhoneHasher(secret))).toEqual(phones.map(hash));
    expect(new Set(phones.map(hash)).size).toBe(phones.length);
    for (const one of phones) expect(phoneHashSchema.parse(hash(one))).toBe(hash(one));
  });

  test('without the secret it is another', () => {
    const others = new Set(phones.map(createPhoneHasher(other)));
    expect(phones.filter((one) => others.has(hash(one)))).toEqual([]);
  });
});

describe('versions of the key that phones are hashed under', () => {
  test('each has hashes of its own, with its number in front', () => {
    const [first, second] = [hasherOfVersion(secret, 1), hasherOfVersion(secret, 2)];
    for (const one of phones) {
      expect(first(one).slice(0, 2)).toBe('1.');
      expect(second(one).slice(0, 2)).toBe('2.');
      expect(second(one).slice(2)).not.toBe(first(one).slice(2));
    }
    expect(phones.map(createPhoneHasher(secret))).toEqual(phones.map(first));
  });
});

describe('tokens of preferences', () => {
  const tokens = createPreferenceTokens(secret);
  const until = Date.parse('2026-11-20T17:00:00.000Z');
  const hashes = phones.map(createPhoneHasher(secret));
  const [hash = createPhoneHasher(secret)(phone(1))] = hashes;

  test('what was sealed opens until it runs out', () => {
    for (const one of hashes) expect(createPreferenceTokens(secret).open(tokens.seal(one, until), until - 1)).toBe(one);
    const token = tokens.seal(hash, until);
    expect(tokens.open(token, 0)).toBe(hash);
    expect(tokens.open(token, until)).toBeUndefined();
    expect(tokens.open(token, until + 86_400_000)).toBeUndefined();
  });

  test('it fits into a text, stands in a path and tells nothing', () => {
    const token = tokens.seal(hash, until);
    expect(token).toHaveLength(87);
    expect(encodeURIComponent(token)).toBe(token);
    expect(Buffer.from(token, 'base64url').includes(Buffer.from(hash.slice(2), 'base64url'))).toBe(false);
    expect(tokens.seal(hash, until)).not.toBe(token);
  });

  test('what was altered anywhere, cut, or sealed for or by something else opens nothing', () => {
    const token = tokens.seal(hash, until);
    // the last character of base64 may hold idle bits
    for (let at = 0; at < token.length - 1; at += 1) {
      const altered = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
      expect(tokens.open(altered, 0), `altered at ${at}`).toBeUndefined();
    }
    for (const cut of [0, 1, 16, 38, token.length - 4]) expect(tokens.open(token.slice(0, cut), 0)).toBeUndefined();
    for (const strange of ['', '..', '%', 'é', 'x'.repeat(87), 'x'.repeat(300)])
      expect(tokens.open(strange, 0)).toBeUndefined();
    expect(createPreferenceTokens(other).open(token, 0)).toBeUndefined();
    const { broadcastId, cohort } = ledgerRow();
    expect(tokens.open(createLedgerTokens(secret).seal({ broadcastId, cohort, hash }), 0)).toBeUndefined();
  });
});

describe('tokens of the ledger', () => {
  const tokens = createLedgerTokens(secret);
  const { broadcastId, cohort, hash } = ledgerRow();
  const key = { broadcastId, cohort, hash };

  test('what was sealed opens, and the token tells nothing and stands in a path', () => {
    const token = tokens.seal(key);
    expect(createLedgerTokens(secret).open(token)).toEqual(key);
    expect(encodeURIComponent(token)).toBe(token);
    const plain = Buffer.from(token, 'base64url').toString('latin1');
    for (const part of [broadcastId, cohort, hash]) expect(token + plain).not.toContain(part);
    expect(tokens.seal(key)).not.toBe(token);
  });

  test('what was altered anywhere, cut, or sealed under another secret opens nothing', () => {
    const token = tokens.seal(key);
    // the last character of base64 may hold idle bits
    for (let at = 0; at < token.length - 1; at += 1) {
      const altered = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
      expect(tokens.open(altered), `altered at ${at}`).toBeUndefined();
    }
    for (const cut of [0, 1, 16, 38, token.length - 4]) expect(tokens.open(token.slice(0, cut))).toBeUndefined();
    for (const strange of ['', '..', '%', 'é', 'x'.repeat(300)]) expect(tokens.open(strange)).toBeUndefined();
    expect(createLedgerTokens(other).open(token)).toBeUndefined();
  });
});
