import type { LedgerKey } from '../domain/broadcast.ts';
import type { Consent } from '../domain/consent.ts';
import type { BroadcastId } from '../domain/ids.ts';
import type { PhoneHash } from '../domain/subscriber.ts';
import { carriersRefuse, isTimeToLook } from '../domain/text-breaker.ts';
import { chargedOf } from '../domain/text-counts.ts';
import { meaningOf, type StrikeKind, strikeLimits } from '../domain/twilio-codes.ts';
import type { BroadcastStore } from '../ports/broadcast-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { SenderPace } from '../ports/sender-pace.ts';
import type { SubscriberStore } from '../ports/subscriber-store.ts';
import { pauseBroadcast } from './pause-broadcast.ts';

export interface HeedDeps {
  readonly subscribers: Pick<SubscriberStore, 'move' | 'strike'>;
  readonly broadcasts: Pick<BroadcastStore, 'find' | 'setStatus' | 'addOwnErrors' | 'tallies'>;
  readonly pace: Pick<SenderPace, 'slowDown'>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Ends texts to a number where a code says so. It may be done twice, and is done before the row moves: whoever dies in between comes
 * again, whereas a number that left and is texted all the same could not be made good. `sid` is Twilio's name for the text.
 */
export const suppressByCode =
  ({ subscribers, clock }: Pick<HeedDeps, 'clock'> & { readonly subscribers: Pick<SubscriberStore, 'move'> }) =>
  async (hash: PhoneHash, code: number | null, sid: string | null): Promise<void> => {
    const meaning = meaningOf(code);
    if (meaning.kind !== 'suppress') return;
    const { reason } = meaning;
    const at = new Date(clock.now()).toISOString();
    const evidence = reason === 'opted-out' ? leftByNetwork(hash, at, sid) : undefined;
    await subscribers.move(hash, ['active', 'paused', 'dormant'], { status: 'suppressed', reason }, at, evidence);
  };

/**
 * What else follows from the code of a text that failed, for its number, its broadcast and the sender's pace. It counts once a row: it is
 * for whoever moved the row, after that. Who dies in between leaves a strike uncounted, which texts a dead number once more.
 */
export const heedCode =
  (deps: HeedDeps) =>
  async ({ broadcastId, hash }: LedgerKey, code: number | null): Promise<void> => {
    if (code === null) return;
    const meaning = meaningOf(code);
    deps.log.info('TEXT_CODE_HEARD', { broadcastId, code, meaning: meaning.kind });
    switch (meaning.kind) {
      case 'strike':
        return strike(deps, hash, meaning.strike);
      case 'ours':
        return countOwnError(deps, broadcastId);
      case 'slow-down':
        return deps.pace.slowDown(deps.clock.now());
      case 'pause':
        return pauseBroadcast(deps)(broadcastId, 'pacing');
      case 'suppress':
      case 'inert':
        return;
    }
  };

const leftByNetwork = (hash: PhoneHash, at: string, sid: string | null): Consent => ({
  ...{ hash, at, kind: 'left', by: 'network', sid, recordedBy: 'platform' },
  ...{ wording: null, adult: null, preferences: null, pageUrl: null, userAgent: null, said: null },
});

const strike = async ({ subscribers, clock }: HeedDeps, hash: PhoneHash, kind: StrikeKind): Promise<void> => {
  const at = new Date(clock.now()).toISOString();
  const { strikes, becomes } = strikeLimits[kind];
  // at or above: whoever counted the last one may have died before the move
  if ((await subscribers.strike(hash, kind, at)) < strikes) return;
  const to =
    becomes === 'dormant'
      ? ({ status: 'dormant', reason: 'unreachable' } as const)
      : ({ status: 'suppressed', reason: becomes } as const);
  await subscribers.move(hash, ['active'], to, at);
};

/** Trips the broadcast's breaker where carriers refuse too many of its texts. It is never held against the subscriber. */
const countOwnError = async (deps: HeedDeps, id: BroadcastId): Promise<void> => {
  const ownErrors = await deps.broadcasts.addOwnErrors(id, 1);
  if (!isTimeToLook(ownErrors)) return;
  const tallies = await deps.broadcasts.tallies(id);
  const accepted = tallies.reduce((sum, { counts }) => sum + chargedOf(counts), 0);
  // after a resume the errors are counted anew, and so are the texts that they are a share of
  const before = (await deps.broadcasts.find(id))?.acceptedAtResume ?? 0;
  if (carriersRefuse(ownErrors, accepted - before)) await pauseBroadcast(deps)(id, 'carriers');
};
