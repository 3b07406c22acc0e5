import * as z from 'zod';
import { type SigningKey, signingKeyOf } from '../../domain/signing-key.ts';
import { parseSilently } from '../../domain/silent-json.ts';
import type { SigningKeys } from '../../ports/signing-keys.ts';
import { deriveKey } from '../platform-secret/derive-key.ts';

/** As long as published keys are cached: an operator who changes the secret need not wait for processes to end. */
const keptMs = 300_000;

const secretSchema = z
  .record(z.string(), z.string().min(32))
  .refine((named) => Object.keys(named).length > 0, 'names no key');

/**
 * Keys of a secret `{ "<name>": "<32 characters or more>", … }`: each value gives the seed of one, whatever its name. Throws when the text
 * is anything else, and does not quote it. A failure is not remembered; keys that are known stand in for those that cannot be read.
 */
export const createSigningKeys = (readSecret: () => Promise<string>, now: () => number = Date.now): SigningKeys => {
  let standing: { readonly until: number; readonly keys: Promise<readonly SigningKey[]> } | undefined;
  let known: readonly SigningKey[] | undefined;
  const read = async (): Promise<readonly SigningKey[]> => {
    try {
      known = keysOf(await readSecret());
      return known;
    } catch (error) {
      if (known === undefined) throw error;
      return known;
    }
  };
  return {
    live: () => {
      if (standing !== undefined && now() < standing.until) return standing.keys;
      const reading = { until: now() + keptMs, keys: read() };
      standing = reading;
      reading.keys.catch(() => {
        if (standing === reading) standing = undefined;
      });
      return reading.keys;
    },
  };
};

const keysOf = (text: string): SigningKey[] => {
  const named = secretSchema.safeParse(parseSilently(text));
  if (!named.success)
    throw new Error('the secret of signing keys is no JSON object whose values have 32 characters or more');
  const values = new Set(Object.values(named.data));
  return [...values].map((value) => signingKeyOf(deriveKey(value, 'rulingwire/webhook-signing-key/1')));
};
