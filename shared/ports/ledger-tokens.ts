import type { LedgerKey } from '../domain/broadcast.ts';

/** Seals a ledger key for the URL that Twilio calls back, so that the URL tells nothing and cannot be made by others. */
export interface LedgerTokens {
  /** Safe in a path. */
  seal(key: LedgerKey): string;
  /** Undefined for what was not sealed here, or was altered. */
  open(token: string): LedgerKey | undefined;
}
