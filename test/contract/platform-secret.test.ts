import { describe, expect, test } from 'vitest';
import { createLedgerTokens } from '../../shared/adapters/platform-secret/ledger-tokens.ts';
import { createPhoneHasher } from '../../shared/adapters/platform-secret/phone-hasher.ts';
import { phoneHashSchema } from '../../shared/domain/subscriber.ts';
import { ledgerRow, phone } from '../samples/texting.ts';

// these two ports have no fakes: the tests of what stands above them use what is tested here
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
