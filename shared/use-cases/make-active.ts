import type { Consent } from '../domain/consent.ts';
import { endedSince, leavings } from '../domain/consent-history.ts';
import type { PhoneHash, SubscriberStatus } from '../domain/subscriber.ts';
import type { SubscriberStore } from '../ports/subscriber-store.ts';

export interface ActivateDeps {
  readonly subscribers: Pick<SubscriberStore, 'move' | 'evidenceOf'>;
}

/** Lets texts to a phone go on because of a text from it. False where they are no longer in `from`, or where they left meanwhile. */
export const makeActive =
  (deps: ActivateDeps) =>
  async (from: SubscriberStatus, consent: Consent): Promise<boolean> => {
    const { hash, at } = consent;
    if (!(await deps.subscribers.move(hash, [from], { status: 'active', reason: null }, at, consent))) return false;
    return !(await undoIfEnded(deps)(hash, at));
  };

/**
 * Whoever leaves while another text of theirs makes them active has left. A move knows one status from another and no reason from another,
 * and a new profile takes a suppression away: the evidence, which is only added to, tells which came last. Answers whether it was undone.
 */
export const undoIfEnded =
  ({ subscribers }: ActivateDeps) =>
  async (hash: PhoneHash, at: string): Promise<boolean> => {
    const rows = await subscribers.evidenceOf(hash);
    const ended = endedSince(rows, at);
    if (!ended) return false;
    await subscribers.move(hash, ['active', 'paused', 'dormant'], standingAfter(rows, ended), at);
    return true;
  };

/** A text that may be an opt-out, sent after STOP, does not make less of it. */
const standingAfter = (rows: readonly Consent[], ended: Consent) => {
  if (ended.kind !== 'paused' || leavings(rows).length > 0)
    return { status: 'suppressed', reason: 'opted-out' } as const;
  return { status: 'paused', reason: ended.by === 'page' ? 'own-wish' : 'unclear-reply' } as const;
};
