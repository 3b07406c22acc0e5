import { expect, test } from 'vitest';
import { type CohortShard, cohortShardOf } from '../../shared/domain/cohort.ts';
import type { PhoneHash, Subscriber } from '../../shared/domain/subscriber.ts';
import { estimateAudience } from '../../shared/use-cases/estimate-audience.ts';
import { hashPhone, subscriber } from '../samples/texting.ts';

const audience = { topics: ['transport'], editions: [], language: 'en' };
const hashes = Array.from({ length: 9000 }, (_, at): PhoneHash => hashPhone(`+1202${5550000 + at}`));
/** Two of three in New York, the others in Denver; each fifth wants other topics, each seventh a digest. */
const everybody = hashes.map(
  (hash, at): Subscriber =>
    subscriber({
      hash,
      zones: at % 3 === 0 ? 'America/Denver' : 'America/New_York',
      topics: at % 5 === 0 ? ['health'] : [],
      frequency: at % 7 === 0 ? 'daily' : 'immediate',
    }),
);
const shards = Map.groupBy(everybody, ({ zones, hash }) => cohortShardOf(zones, hash));
const counted = (people: readonly Subscriber[]) =>
  people.filter(({ topics, frequency }) => topics.length === 0 && frequency === 'immediate').length;

const store = () => {
  const read: CohortShard[] = [];
  async function* cohort(shard: CohortShard): AsyncGenerator<Subscriber[]> {
    read.push(shard);
    const people = shards.get(shard) ?? [];
    for (let from = 0; from < people.length; from += 100) yield people.slice(from, from + 100);
  }
  return { read, subscribers: { shards: async () => [...shards.keys()].sort(), cohort } };
};

test('a newsroom with few subscribers is counted whole', async () => {
  const { subscribers, read } = store();
  const { cohorts, margin } = await estimateAudience(subscribers)(audience);
  expect(read).toHaveLength(32);
  expect(margin).toBe(0);
  for (const zones of ['America/Denver', 'America/New_York'])
    expect(cohorts.find((cohort) => cohort.zones === zones)?.people).toBe(
      counted(everybody.filter((one) => one.zones === zones)),
    );
});

test('of a large one as many shards are read as hold so many people, and the truth lies within the margin', async () => {
  const { subscribers, read } = store();
  const { cohorts, margin } = await estimateAudience(subscribers, 2000)(audience);
  expect(read.length).toBeLessThan(12);
  const people = cohorts.reduce((sum, cohort) => sum + cohort.people, 0);
  expect(margin).toBeGreaterThan(0);
  expect(Math.abs(people - counted(everybody))).toBeLessThanOrEqual(margin);
});

test('nobody is in no cohort', async () => {
  const { subscribers } = store();
  expect(await estimateAudience(subscribers)({ ...audience, language: 'fr' })).toEqual({ cohorts: [], margin: 0 });
  expect(await estimateAudience({ ...subscribers, shards: async () => [] })(audience)).toEqual({
    cohorts: [],
    margin: 0,
  });
});
