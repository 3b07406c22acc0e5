import * as z from 'zod';
import { type Actor, scopes } from '../domain/actor.ts';
import { idSchema, type KeyId, type PartnerId } from '../domain/ids.ts';

/** An API key as it is listed: whose it is and what it may do, never the key itself. */
export const apiKeySchema = z.object({
  id: idSchema('key'),
  name: z.string(),
  scopes: z.array(z.enum(scopes)),
  partnerId: idSchema('partner').nullable(),
  createdAt: z.string(),
});
export type ApiKey = z.output<typeof apiKeySchema>;

/** Who calls: the actor that goes on record, the scopes of the key, and the partner it belongs to. */
export interface Caller {
  readonly actor: Actor;
  readonly scopes: readonly (typeof scopes)[number][];
  readonly partnerId: PartnerId | null;
}

/** API keys, found by a hash of the key alone: they are random, so a plain SHA-256 tells nothing. */
export interface ApiKeys {
  find(hash: string): Promise<ApiKey | undefined>;
  add(key: ApiKey, hash: string): Promise<void>;
  list(limit: number, cursor: string | undefined): Promise<{ items: ApiKey[]; nextCursor: string | null }>;
  /** Whether there was such a key. From then on it opens nothing. */
  remove(id: KeyId): Promise<boolean>;
}
