import { type CohortShard, cohortShardOf } from '../../shared/domain/cohort.ts';
import type { Consent, PhoneHash, Subscriber } from '../../shared/domain/subscriber.ts';
import type { SubscriberStore } from '../../shared/ports/subscriber-store.ts';

/** Subscribers in memory, with the evidence in sight. A page holds three, so that tests turn pages. */
export const fakeSubscriberStore = (): SubscriberStore & { readonly evidence: Consent[]; all(): Subscriber[] } => {
  const profiles = new Map<PhoneHash, Subscriber>();
  const shards = new Set<CohortShard>();
  const evidence: Consent[] = [];

  async function* cohort(shard: CohortShard): AsyncGenerator<Subscriber[]> {
    const found = [...profiles.values()].filter(
      ({ status, zones, hash }) => status === 'active' && cohortShardOf(zones, hash) === shard,
    );
    for (let from = 0; from < found.length; from += 3) yield structuredClone(found.slice(from, from + 3));
  }

  return {
    evidence,
    all: () => structuredClone([...profiles.values()]),
    find: async (hash) => structuredClone(profiles.get(hash)),
    findMany: async (hashes) => structuredClone(hashes.flatMap((hash) => profiles.get(hash) ?? [])),
    add: async (subscriber, consent) => {
      if (profiles.has(subscriber.hash)) return false;
      profiles.set(subscriber.hash, structuredClone(subscriber));
      shards.add(cohortShardOf(subscriber.zones, subscriber.hash));
      evidence.push(structuredClone(consent));
      return true;
    },
    change: async (preferences, consent) => {
      const profile = profiles.get(consent.hash);
      if (profile?.status !== 'active') return false;
      profiles.set(consent.hash, { ...profile, ...structuredClone(preferences), updatedAt: consent.at });
      evidence.push(structuredClone(consent));
      return true;
    },
    suppress: async (hash, reason, at) => {
      const profile = profiles.get(hash);
      if (profile?.status === 'active') profiles.set(hash, { ...profile, status: 'suppressed', reason, updatedAt: at });
    },
    shards: async () => [...shards].sort(),
    cohort,
  };
};
