import type { SigningKey } from '../domain/signing-key.ts';

/** The newsroom's own keys, which sign every message to partners and whose public halves are published: at least one, all of them live. */
export interface SigningKeys {
  live(): Promise<readonly SigningKey[]>;
}
