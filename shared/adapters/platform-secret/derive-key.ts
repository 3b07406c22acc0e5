import { hkdfSync } from 'node:crypto';

/** What keys are derived for. Each has a label of its own, so that none is a key for anything else; the number is its version. */
export type KeyLabel =
  | `rulingwire/phone-hash/${number}`
  | 'rulingwire/ledger-token/1'
  | 'rulingwire/preference-token/1'
  | 'rulingwire/sign-up-limits/1'
  | 'rulingwire/webhook-signing-key/1';

/** A 256-bit key of a secret that cannot be guessed, by HKDF-SHA256 (RFC 5869). */
export const deriveKey = (secret: string, label: KeyLabel): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', label, 32));
