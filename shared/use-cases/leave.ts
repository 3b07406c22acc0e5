import type { Consent } from '../domain/consent.ts';
import { type Subscriber, subscriberStatuses } from '../domain/subscriber.ts';
import type { SignUps, SubscriberStore } from '../ports/subscriber-store.ts';

export interface LeaveDeps {
  readonly subscribers: Pick<SubscriberStore, 'find' | 'move' | 'suppressionOf' | 'suppressUnknown' | 'witness'>;
  readonly signUps: Pick<SignUps, 'moveText'>;
}

/** More than two do not meet at one phone: who joins, who leaves, and the same once more. */
const mostTries = 5;

/**
 * Ends all texts to a phone, whoever has it, with the evidence of it; a sign-up that waits to be confirmed goes too. Answers whether
 * this did it, or they had left before. Doing it again changes nothing.
 */
export const leave =
  ({ subscribers, signUps }: LeaveDeps) =>
  async (evidence: Consent): Promise<'left' | 'before'> => {
    const { hash, at, by } = evidence;
    // before all else what may be about to leave: the question whether they want texts
    await signUps.moveText(hash, 'owed', 'refused');
    for (let tries = 0; tries < mostTries; tries++) {
      const profile = await subscribers.find(hash);
      if (profile && !hasLeft(profile)) {
        const gone = { status: 'suppressed', reason: 'opted-out' } as const;
        if (await subscribers.move(hash, subscriberStatuses, gone, at, evidence)) return 'left';
        continue;
      }
      const isBefore = profile !== undefined || (await subscribers.suppressionOf(hash)) !== undefined;
      // in the evidence each opt-out counts, also a second one: a return of the same moment sees it there, and is undone
      if (isBefore) await subscribers.witness(evidence);
      else await subscribers.suppressUnknown({ hash, at, by }, evidence);
      // whoever came, or came back, since it was read has a profile, which no suppression holds back
      const now = await subscribers.find(hash);
      if (!now || hasLeft(now)) return isBefore ? 'before' : 'left';
    }
    throw new Error(`a phone that leaves was changed by others ${mostTries} times`);
  };

const hasLeft = ({ status, reason }: Subscriber): boolean => status === 'suppressed' && reason === 'opted-out';
