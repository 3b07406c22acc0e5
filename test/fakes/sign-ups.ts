import type { PendingSignUp } from '../../shared/domain/consent.ts';
import type { PhoneHash } from '../../shared/domain/subscriber.ts';
import type { SignUpAddress, SignUps } from '../../shared/ports/subscriber-store.ts';
import type { FakeSubscribers } from './subscriber-store.ts';

/**
 * Sign-ups in memory, with the addresses in sight, over the subscribers whose evidence they add to. `add`, `erase` and `suppressUnknown`
 * of those take sign-ups away, so this takes them over.
 */
export const fakeSignUps = (
  subscribers: Pick<
    FakeSubscribers,
    'add' | 'erase' | 'suppressUnknown' | 'all' | 'suppressions' | 'witness' | 'leavers'
  >,
): SignUps & { all(): PendingSignUp[]; readonly addresses: SignUpAddress[] } => {
  const waiting = new Map<PhoneHash, PendingSignUp>();
  const askedAt = new Map<PhoneHash, string>();
  const counts = new Map<string, number>();
  const addresses: SignUpAddress[] = [];
  const { add, erase, suppressUnknown } = subscribers;
  subscribers.add = async (subscriber, consent) => {
    const added = await add(subscriber, consent);
    if (added) waiting.delete(subscriber.hash);
    return added;
  };
  subscribers.erase = async (suppression, consent) => {
    await erase(suppression, consent);
    waiting.delete(suppression.hash);
  };
  subscribers.suppressUnknown = async (suppression, consent) => {
    await suppressUnknown(suppression, consent);
    waiting.delete(suppression.hash);
  };
  const move = (hash: PhoneHash, from: PendingSignUp['text'], to: PendingSignUp['text']): boolean => {
    const signUp = waiting.get(hash);
    if (signUp?.text !== from) return false;
    waiting.set(hash, { ...signUp, text: to });
    return true;
  };

  return {
    addresses,
    all: () => structuredClone([...waiting.values()]),
    pending: async (hash, now) => {
      const found = waiting.get(hash);
      return found !== undefined && found.until > now ? structuredClone(found) : undefined;
    },
    ask: async (signUp, evidence, address, askedSince) => {
      const { hash, at } = signUp;
      if (subscribers.suppressions.has(hash) || subscribers.all().some((profile) => profile.hash === hash))
        return false;
      const before = waiting.get(hash);
      const isAsked = (askedAt.get(hash) ?? '') >= askedSince;
      const now = before && before.until > at ? before : { ...signUp, text: isAsked ? 'sent' : signUp.text };
      waiting.set(hash, structuredClone(now));
      addresses.push(structuredClone(address));
      await subscribers.witness(evidence);
      subscribers.leavers.set(`${evidence.at}#${hash}`, { hash, at: evidence.at });
      return now.text === 'owed';
    },
    post: async (hash, at) => {
      const isPosting = move(hash, 'owed', 'posting');
      if (isPosting) askedAt.set(hash, at);
      return isPosting;
    },
    moveText: async (hash, from, to) => {
      const isMoved = move(hash, from, to);
      if (isMoved && to === 'owed') askedAt.delete(hash);
      return isMoved;
    },
    count: async (names, until) =>
      names.map((name) => {
        const counted = `${name}#${until}`;
        counts.set(counted, (counts.get(counted) ?? 0) + 1);
        return counts.get(counted) ?? 0;
      }),
  };
};
