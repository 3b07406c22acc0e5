import type { Actor } from '../domain/actor.ts';
import { evidence } from '../domain/consent-history.ts';
import type { Phone } from '../domain/phone.ts';
import type { Clock } from '../ports/clock.ts';
import type { PhoneHasher } from '../ports/phone-hasher.ts';
import type { Vault } from '../ports/vault.ts';
import { type LeaveDeps, leave } from './leave.ts';

export interface SuppressDeps extends LeaveDeps {
  readonly hashPhone: PhoneHasher;
  readonly vault: Pick<Vault, 'seal'>;
  readonly clock: Clock;
}

/** Takes down an opt-out that came by call, letter or mail. `note` says which, and is kept sealed, since it may name somebody. */
export const suppressPhone =
  (deps: SuppressDeps) =>
  async (phone: Phone, note: string | null, actor: Actor): Promise<void> => {
    const { hashPhone, vault, clock } = deps;
    const hash = hashPhone(phone);
    const at = new Date(clock.now()).toISOString();
    const said = note === null ? null : await vault.seal(note, hash);
    await leave(deps)(evidence({ hash, at, kind: 'left', by: 'operator', said, recordedBy: actor.id }));
  };
