import { createHash } from 'node:crypto';
import { type SigningKey, signingKeyOf } from '../../shared/domain/signing-key.ts';
import type { SigningKeys } from '../../shared/ports/signing-keys.ts';

/** A key for each of these words: the same for the same one, as it is with the values of the secret. */
export const fakeSigningKeys = (...words: string[]): SigningKeys => {
  const keys: SigningKey[] = (words.length > 0 ? words : ['current']).map((word) =>
    signingKeyOf(createHash('sha256').update(word).digest()),
  );
  return { live: async () => keys };
};
