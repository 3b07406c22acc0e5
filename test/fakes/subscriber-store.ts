import { type CohortShard, cohortShardOf } from '../../shared/domain/cohort.ts';
import type { Consent, Suppression } from '../../shared/domain/consent.ts';
import type { PhoneHash, Subscriber } from '../../shared/domain/subscriber.ts';
import type { Leaver } from '../../shared/ports/leavers.ts';
import type { SubscriberStore } from '../../shared/ports/subscriber-store.ts';

export interface FakeSubscribers extends SubscriberStore {
  readonly evidence: Consent[];
  /** The list of leavers, by time and hash. */
  readonly leavers: Map<string, Leaver>;
  readonly suppressions: Map<PhoneHash, Suppression>;
  all(): Subscriber[];
  /** What another store's transaction does to a profile: writes it if it is still what was read. */
  replace(seen: Subscriber, by: Subscriber): boolean;
}

/** Subscribers in memory, with the evidence in sight. A page holds three, so that tests turn pages. */
export const fakeSubscriberStore = (): FakeSubscribers => {
  const profiles = new Map<PhoneHash, Subscriber>();
  const suppressions = new Map<PhoneHash, Suppression>();
  const shards = new Set<CohortShard>();
  const evidence: Consent[] = [];
  const leavers = new Map<string, Leaver>();

  const save = (subscriber: Subscriber): void => {
    profiles.set(subscriber.hash, structuredClone(subscriber));
    if (subscriber.status === 'active') shards.add(cohortShardOf(subscriber.zones, subscriber.hash));
  };
  const witness = (consent: Consent): void => {
    evidence.push(structuredClone(consent));
  };

  const listLeaver = ({ hash, at }: Leaver): void => {
    leavers.set(`${at}#${hash}`, { hash, at });
  };

  async function* cohort(shard: CohortShard): AsyncGenerator<Subscriber[]> {
    const found = [...profiles.values()].filter(
      ({ status, zones, hash }) => status === 'active' && cohortShardOf(zones, hash) === shard,
    );
    for (let from = 0; from < found.length; from += 3) yield structuredClone(found.slice(from, from + 3));
  }

  return {
    evidence,
    leavers,
    suppressions,
    all: () => structuredClone([...profiles.values()]),
    replace: (seen, by) => {
      if (JSON.stringify(profiles.get(seen.hash)) !== JSON.stringify(seen)) return false;
      save(by);
      return true;
    },
    find: async (hash) => structuredClone(profiles.get(hash)),
    findMany: async (hashes) => structuredClone(hashes.flatMap((hash) => profiles.get(hash) ?? [])),
    add: async (subscriber, consent) => {
      if (profiles.has(subscriber.hash)) return false;
      save(subscriber);
      suppressions.delete(subscriber.hash);
      witness(consent);
      return true;
    },
    change: async (preferences, zones, consent) => {
      const profile = profiles.get(consent.hash);
      if (profile === undefined || profile.status === 'suppressed') return false;
      save({ ...profile, ...structuredClone(preferences), zones, updatedAt: consent.at });
      witness(consent);
      return true;
    },
    move: async (hash, from, { status, reason }, at, consent) => {
      const profile = profiles.get(hash);
      if (profile === undefined || !from.includes(profile.status)) return false;
      save({ ...profile, status, reason, strikes: null, updatedAt: at });
      if (consent) witness(consent);
      if (status === 'suppressed') listLeaver({ hash, at });
      return true;
    },
    strike: async (hash, kind, at) => {
      const profile = profiles.get(hash);
      if (profile?.status !== 'active') return 0;
      const count = profile.strikes?.kind === kind ? profile.strikes.count + 1 : 1;
      save({ ...profile, strikes: { kind, count, at } });
      return count;
    },
    clearStrikes: async (hash) => {
      const profile = profiles.get(hash);
      if (profile) save({ ...profile, strikes: null });
    },
    erase: async (suppression, consent) => {
      profiles.delete(suppression.hash);
      suppressions.set(suppression.hash, structuredClone(suppression));
      witness(consent);
      listLeaver(suppression);
    },
    suppressUnknown: async (suppression, consent) => {
      if (suppressions.has(suppression.hash)) return;
      suppressions.set(suppression.hash, structuredClone(suppression));
      witness(consent);
      listLeaver(suppression);
    },
    suppressionOf: async (hash) => structuredClone(suppressions.get(hash)),
    witness: async (consent) => witness(consent),
    evidenceOf: async (hash) =>
      structuredClone(evidence.filter((row) => row.hash === hash).sort((a, b) => (a.at < b.at ? -1 : 1))),
    shards: async () => [...shards].sort(),
    cohort,
  };
};
