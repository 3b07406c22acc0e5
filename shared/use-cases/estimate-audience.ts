import { type CohortShard, zoneKeyOfShard } from '../domain/cohort.ts';
import { type Audience, hearsNow } from '../domain/subscriber.ts';
import type { ZoneKey } from '../domain/time-zone.ts';
import type { SubscriberStore } from '../ports/subscriber-store.ts';
import { inParallel } from './in-parallel.ts';

/** How many people of each cohort would hear of a ruling. */
export interface EstimatedAudience {
  readonly cohorts: readonly { readonly zones: ZoneKey; readonly people: number }[];
  /** So many more or fewer they may be in all, in 95 cases of 100; 0 where everybody was counted. */
  readonly margin: number;
}

const lanes = 8;

/**
 * Counts who would hear of a ruling now. A newsroom with up to `mostRead` subscribers is counted whole. Of a larger one a part of the
 * shards is read, of each cohort the same number as far as it has so many: people are spread over them by a hash, so that a part tells
 * of the whole. Reading a million profiles would cost half a minute each time that an editor looks.
 */
export const estimateAudience =
  (subscribers: Pick<SubscriberStore, 'shards' | 'cohort'>, mostRead = 20_000) =>
  async (audience: Audience): Promise<EstimatedAudience> => {
    const cohorts = [...Map.groupBy(await subscribers.shards(), zoneKeyOfShard)].map(([zones, shards]) => ({
      ...{ zones, shards },
      people: 0,
      read: 0,
    }));
    let profiles = 0;
    const countShard = async (shard: CohortShard): Promise<number> => {
      let people = 0;
      for await (const page of subscribers.cohort(shard)) {
        profiles += page.length;
        people += page.filter((subscriber) => hearsNow(subscriber, audience)).length;
      }
      return people;
    };
    const rounds = Math.max(0, ...cohorts.map(({ shards }) => shards.length));
    for (let round = 0; round < rounds && (round === 0 || profiles < mostRead); round += 1)
      await inParallel(lanes, cohorts, async (cohort) => {
        const shard = cohort.shards[round];
        if (shard === undefined) return;
        const people = await countShard(shard);
        cohort.people += people;
        cohort.read += 1;
      });
    // a shard has each person with the same chance, so that counts scatter by Poisson's law, over the part that was not read
    const variance = cohorts.reduce((sum, { shards, people, read }) => {
      const part = read / shards.length;
      return sum + (people * (1 - part)) / part ** 2;
    }, 0);
    return {
      cohorts: cohorts
        .map(({ zones, shards, people, read }) => ({ zones, people: Math.round((people * shards.length) / read) }))
        .filter(({ people }) => people > 0),
      margin: Math.ceil(2 * Math.sqrt(variance)),
    };
  };
