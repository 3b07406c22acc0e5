import type { PendingSignUp } from '../../shared/domain/consent.ts';
import type { PhoneHash } from '../../shared/domain/subscriber.ts';
import type { SignUpAddress, SignUps } from '../../shared/ports/subscriber-store.ts';
import type { FakeSubscribers } from './subscriber-store.ts';

interface Asked {
  readonly signUp: PendingSignUp;
  readonly textAskedAt: string;
}

/**
 * Sign-ups in memory, with the addresses in sight, over the subscribers whose evidence they add to. `add` and `erase` of those take
 * sign-ups away, so this takes them over.
 */
export const fakeSignUps = (
  subscribers: Pick<FakeSubscribers, 'add' | 'erase' | 'witness' | 'leavers'>,
): SignUps & { all(): PendingSignUp[]; readonly addresses: SignUpAddress[] } => {
  const asked = new Map<PhoneHash, Asked>();
  const counts = new Map<string, number>();
  const addresses: SignUpAddress[] = [];
  const { add, erase } = subscribers;
  subscribers.add = async (subscriber, consent) => {
    const added = await add(subscriber, consent);
    if (added) asked.delete(subscriber.hash);
    return added;
  };
  subscribers.erase = async (suppression, consent) => {
    await erase(suppression, consent);
    asked.delete(suppression.hash);
  };

  return {
    addresses,
    all: () => structuredClone([...asked.values()].map(({ signUp }) => signUp)),
    pending: async (hash, now) => {
      const found = asked.get(hash)?.signUp;
      return found !== undefined && found.until > now ? structuredClone(found) : undefined;
    },
    ask: async (signUp, evidence, address, askedSince) => {
      const before = asked.get(signUp.hash);
      const stays = before !== undefined && before.textAskedAt >= askedSince;
      const text = stays ? before.signUp.text : signUp.text;
      asked.set(signUp.hash, {
        signUp: structuredClone({ ...signUp, text }),
        textAskedAt: stays ? before.textAskedAt : signUp.at,
      });
      addresses.push(structuredClone(address));
      await subscribers.witness(evidence);
      const { hash, at } = evidence;
      subscribers.leavers.set(`${at}#${hash}`, { hash, at });
      return text === 'owed';
    },
    moveText: async (hash, from, to) => {
      const before = asked.get(hash);
      if (before?.signUp.text !== from) return false;
      asked.set(hash, { ...before, signUp: { ...before.signUp, text: to } });
      return true;
    },
    count: async (names, until) =>
      names.map((name) => {
        const counted = `${name}#${until}`;
        counts.set(counted, (counts.get(counted) ?? 0) + 1);
        return counts.get(counted) ?? 0;
      }),
  };
};
