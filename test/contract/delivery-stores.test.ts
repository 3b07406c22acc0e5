import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createDeliveryStore } from '../../shared/adapters/dynamo/delivery-store.ts';
import { endpointKey, followerEntryKey, unfollowedKey } from '../../shared/adapters/dynamo/endpoint-rows.ts';
import { createEndpointStore } from '../../shared/adapters/dynamo/endpoint-store.ts';
import { createEndpointSwitch } from '../../shared/adapters/dynamo/endpoint-switch.ts';
import { createFollowerStore } from '../../shared/adapters/dynamo/follower-store.ts';
import { createLeases } from '../../shared/adapters/dynamo/leases.ts';
import { createTimetable } from '../../shared/adapters/dynamo/timetable.ts';
import { fakeDeliveryStore } from '../fakes/delivery-store.ts';
import { fakeEndpointStore } from '../fakes/endpoint-store.ts';
import { fakeLeases } from '../fakes/leases.ts';
import { fakeTimetable } from '../fakes/timetable.ts';
import { follower } from '../samples/following.ts';
import { attemptsContract } from './delivery-stores/attempts.ts';
import { endpointsContract } from './delivery-stores/endpoints.ts';
import { feedsContract } from './delivery-stores/feeds.ts';
import { followersContract } from './delivery-stores/followers.ts';
import { leasesContract } from './delivery-stores/leases.ts';
import { noticesContract } from './delivery-stores/notices.ts';
import { planningContract } from './delivery-stores/planning.ts';
import { type LeaseState, type OpenDeliveryStores, work } from './delivery-stores/under-test.ts';
import { inDynamo } from './dynamo/in-dynamo.ts';

const deliveryStoresContract = (open: OpenDeliveryStores): void => {
  endpointsContract(open);
  leasesContract(open);
  planningContract(open);
  attemptsContract(open);
  followersContract(open);
  feedsContract(open);
  noticesContract(open);
};

const end = '9999-01-01T00:00:00.000Z';
const stateSchema = z.object({ count: z.int() });

describe('the stores of the webhooks channel in memory', () =>
  deliveryStoresContract(async () => {
    const timetable = fakeTimetable();
    const endpoints = fakeEndpointStore(timetable);
    const leases = fakeLeases<LeaseState>(timetable);
    const deliveries = fakeDeliveryStore({ endpoints, leases, timetable });
    const [endpointSwitch, followers] = [endpoints, endpoints];
    return { endpoints, endpointSwitch, followers, leases, deliveries, due: () => timetable.due(end, 100) };
  }));

inDynamo('the stores of the webhooks channel', (tables) => {
  const makeTables = async () => ({
    deliveries: await tables().make({ due: ['pk', 'dueAt'], event: ['eventShard', 'pk'], delivery: ['id', 'pk'] }),
    partners: await tables().make(),
    timetable: await tables().make(),
  });
  deliveryStoresContract(async () => {
    const [{ client }, names] = [tables(), await makeTables()];
    const timetable = createTimetable(client, names.timetable);
    return {
      endpoints: createEndpointStore(client, names.partners),
      endpointSwitch: createEndpointSwitch(client, names),
      followers: createFollowerStore(client, names),
      deliveries: createDeliveryStore(client, names),
      leases: createLeases(client, names, stateSchema),
      due: () => timetable.due(end, 100),
    };
  });

  test('the table forgets a follower a day after its lease, and that it asked to go after five, of which it keeps no more than the time', async () => {
    const [{ client }, names] = [tables(), await makeTables()];
    const followers = createFollowerStore(client, names);
    const { id, topic } = follower();
    const rows = async () =>
      Promise.all(
        [endpointKey(id), followerEntryKey(topic, id), unfollowedKey(id)].map(async ({ pk, sk }) => {
          const { Item } = await client.send(new GetCommand({ TableName: names.partners, Key: { pk, sk } }));
          return Item;
        }),
      );
    const at = (time: string): number => Date.parse(time) / 1000;
    const forgotten = { expiresAt: at('2026-12-01T12:00:00.000Z') };
    await followers.follow(follower(), work('lease'));
    expect(await rows()).toEqual([expect.objectContaining(forgotten), expect.objectContaining(forgotten), undefined]);

    const leaseUntil = '2026-12-05T12:00:00.000Z';
    await followers.follow(follower({ leaseUntil }), work('lease'));
    const renewed = { leaseUntil, expiresAt: at('2026-12-06T12:00:00.000Z') };
    expect(await rows()).toEqual([expect.objectContaining(renewed), expect.objectContaining(renewed), undefined]);

    await followers.unfollow(follower(), work('gone'));
    const { requestedAt } = follower();
    const asked = { ...unfollowedKey(id), requestedAt, expiresAt: at('2026-11-25T12:00:00.000Z') };
    expect(await rows()).toEqual([undefined, undefined, asked]);
  });

  test('a holder that prolongs a lease just as it runs out keeps it', async () => {
    const [{ client }, names] = [tables(), await makeTables()];
    const leases = createLeases(client, names, stateSchema);
    const at = (second: number): string => new Date(Date.UTC(2026, 10, 20, 12, 0, second)).toISOString();
    const grant = (token: string, second: number) =>
      leases.take('planning', { token, now: at(second), until: at(second + 10), guard: work(token) });
    await grant('late', 0);
    // between the look at the lease and the write that takes it
    let prolonged: boolean | undefined;
    client.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          if (commandName === 'TransactWriteItemsCommand' && prolonged === undefined) {
            prolonged = false;
            prolonged = await leases.keep('planning', 'late', at(30), { count: 1 }, work('late'));
          }
          return next(args);
        },
      { step: 'initialize', name: 'prolong' },
    );
    const answer = await grant('next', 11);
    client.middlewareStack.remove('prolong');
    expect(prolonged).toBe(true);
    expect(answer).toEqual({ taken: false, holder: 'late' });
  });
});
