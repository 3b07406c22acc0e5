import type { CommitLog } from './commit-log.ts';
import type { Level } from './dynalite.ts';
import type { Expiry } from './expiry.ts';
import type { WithKeys } from './key-locks.ts';
import type { Tables } from './tables.ts';

/** What the operations of one engine share. */
export interface EngineParts {
  level: Level;
  tables: Tables;
  expiry: Expiry;
  log: CommitLog;
  withKeys: WithKeys;
  /** Epoch milliseconds. */
  now: () => number;
}

/** Answers one call of the API: body in, body out; throws an ApiError. */
export type Handler = (body: object) => Promise<unknown>;
