import { hkdfSync } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { createSigningKeys } from '../../shared/adapters/signing-keys/signing-keys.ts';
import { signingKeyOf } from '../../shared/domain/signing-key.ts';
import type { SigningKeys } from '../../shared/ports/signing-keys.ts';
import { manualClock } from '../fakes/clock.ts';
import { fakeSigningKeys } from '../fakes/signing-keys.ts';

const longOf = (word: string): string => word.padEnd(64, 'x');
const secretOf = (...words: string[]): string =>
  JSON.stringify(Object.fromEntries(words.map((word) => [word, longOf(word)])));
const adapter = (text: string): SigningKeys => createSigningKeys(async () => text);
const idsOf = async (keys: SigningKeys): Promise<string[]> => (await keys.live()).map(({ id }) => id);

const signingKeysContract = (open: (...words: string[]) => SigningKeys): void => {
  test('each value gives a key of its own, the same whenever it is asked for and whatever stands beside it', async () => {
    const [current] = await idsOf(open('current'));
    const both = await idsOf(open('current', 'next'));
    expect([both.length, new Set(both).size]).toEqual([2, 2]);
    expect(both).toContain(current);
    expect(await idsOf(open('next'))).toEqual(both.filter((id) => id !== current));
  });
};

describe('the fake', () => signingKeysContract(fakeSigningKeys));

describe('keys of a secret', () => {
  signingKeysContract((...words) => adapter(secretOf(...words)));

  test('a key’s seed is HKDF-SHA256 of the value under a label of its own, whatever the name', async () => {
    const seed = Buffer.from(hkdfSync('sha256', longOf('current'), '', 'rulingwire/webhook-signing-key/1', 32));
    const expected = signingKeyOf(seed);
    for (const name of ['current', 'any other']) {
      const [key] = await adapter(JSON.stringify({ [name]: longOf('current') })).live();
      expect([key?.id, key?.publicKey]).toEqual([expected.id, expected.publicKey]);
    }
  });

  test('two names of one value give one key', async () => {
    const text = JSON.stringify({ current: longOf('current'), next: longOf('current') });
    expect(await idsOf(adapter(text))).toEqual(await idsOf(adapter(secretOf('current'))));
  });

  test('keys are read once in five minutes, whoever asks, and follow the secret then', async () => {
    const clock = manualClock();
    const secret = vi.fn(async () => secretOf('current'));
    const keys = createSigningKeys(secret, clock.now);
    const [before] = await Promise.all([keys.live(), keys.live()]);
    secret.mockImplementation(async () => secretOf('next'));
    clock.advance(299_999);
    expect([await keys.live(), secret.mock.calls.length]).toEqual([before, 1]);
    clock.advance(1);
    expect(await idsOf(keys)).toEqual(await idsOf(adapter(secretOf('next'))));
    expect(secret).toHaveBeenCalledTimes(2);
  });

  const hush = 'hush'.repeat(16);
  const damaged = [
    ...['', '{}', '[]', 'null', hush, `"${hush}"`, `["${hush}"]`, `{"current":"${hush}"`, `{"current":"hush"}`],
    ...[`{"current":"${hush}","next":"too short, hush"}`, `{"current":"${hush}","next":7}`, `{"${hush}":null}`],
  ];
  test.each(damaged)('%j has no keys, and the error does not quote it', async (text) => {
    const refused = await adapter(text)
      .live()
      .then(() => undefined)
      .catch((error: unknown) => error);
    if (!(refused instanceof Error)) throw new Error('it has keys');
    expect([refused.cause, `${refused.message}${refused.stack}`]).toEqual([
      undefined,
      expect.not.stringMatching(/hush/),
    ]);
  });

  test('keys that are known stand in while the secret cannot be read, and it is read again after five minutes', async () => {
    const clock = manualClock();
    const secret = vi.fn(async () => secretOf('current'));
    const keys = createSigningKeys(secret, clock.now);
    const before = await keys.live();
    for (const unreadable of [Promise.reject(new Error('throttled')), Promise.resolve('{}')]) {
      secret.mockImplementationOnce(() => unreadable);
      clock.advance(300_000);
      expect(await keys.live()).toEqual(before);
    }
    expect(secret).toHaveBeenCalledTimes(3);
    secret.mockImplementation(async () => secretOf('next'));
    clock.advance(300_000);
    expect(await idsOf(keys)).toEqual(await idsOf(adapter(secretOf('next'))));
  });

  test('a secret that cannot be read is an error, and is read again the next time', async () => {
    let read = 0;
    const keys = createSigningKeys(async () => {
      read += 1;
      if (read === 1) throw new Error('Secrets Manager is down');
      return secretOf('current');
    });
    await expect(keys.live()).rejects.toThrow('is down');
    expect(await keys.live()).toHaveLength(1);
  });
});
