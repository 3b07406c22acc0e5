import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Scope } from '../domain/actor.ts';
import { makeId, type PartnerId } from '../domain/ids.ts';
import type { ApiKey, ApiKeys, Caller } from '../ports/api-keys.ts';
import type { Clock } from '../ports/clock.ts';
import type { Randomness } from '../ports/randomness.ts';

export const hashKey = (key: string): string => createHash('sha256').update(key).digest('base64url');

/** A new key of 256 random bits; it is shown in this answer alone. */
export const issueKey =
  ({ keys, clock, random }: { keys: ApiKeys; clock: Clock; random: Randomness }) =>
  async (name: string, scopes: readonly Scope[], partnerId: PartnerId | null): Promise<ApiKey & { key: string }> => {
    const key = `rwk_${randomBytes(32).toString('base64url')}`;
    const now = clock.now();
    const createdAt = new Date(now).toISOString();
    const issued: ApiKey = { id: makeId('key', now, random), name, scopes: [...scopes], partnerId, createdAt };
    await keys.add(issued, hashKey(key));
    return { ...issued, key };
  };

/**
 * Who a key belongs to; `undefined` when nobody. `operatorKey` is the platform's own first key, with which an operator makes all
 * others; it lives in Secrets Manager and is never in the table.
 */
export const authenticate =
  ({ keys, operatorKey }: { keys: ApiKeys; operatorKey: () => Promise<string> }) =>
  async (key: string): Promise<Caller | undefined> => {
    const hash = hashKey(key);
    if (timingSafeEqual(Buffer.from(hash), Buffer.from(hashKey(`rwk_${await operatorKey()}`))))
      return { actor: { kind: 'platform', id: 'platform', name: 'Operator' }, scopes: ['operator'], partnerId: null };
    const found = await keys.find(hash);
    if (!found) return undefined;
    const kind = found.partnerId === null ? 'person' : 'partner';
    return { actor: { kind, id: found.id, name: found.name }, scopes: found.scopes, partnerId: found.partnerId };
  };
