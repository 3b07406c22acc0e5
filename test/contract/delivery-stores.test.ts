import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createDeliveryStore } from '../../shared/adapters/dynamo/delivery-store.ts';
import { createEndpointStore } from '../../shared/adapters/dynamo/endpoint-store.ts';
import { createFollowerStore } from '../../shared/adapters/dynamo/follower-store.ts';
import { createLeases } from '../../shared/adapters/dynamo/leases.ts';
import { createTimetable } from '../../shared/adapters/dynamo/timetable.ts';
import { fakeDeliveryStore } from '../fakes/delivery-store.ts';
import { fakeEndpointStore } from '../fakes/endpoint-store.ts';
import { fakeLeases } from '../fakes/leases.ts';
import { fakeTimetable } from '../fakes/timetable.ts';
import { attemptsContract } from './delivery-stores/attempts.ts';
import { endpointsContract } from './delivery-stores/endpoints.ts';
import { feedsContract } from './delivery-stores/feeds.ts';
import { followersContract } from './delivery-stores/followers.ts';
import { leasesContract } from './delivery-stores/leases.ts';
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
};

const end = '9999-01-01T00:00:00.000Z';
const stateSchema = z.object({ count: z.int() });

describe('the stores of the webhooks channel in memory', () =>
  deliveryStoresContract(async () => {
    const timetable = fakeTimetable();
    const endpoints = fakeEndpointStore(timetable);
    const leases = fakeLeases<LeaseState>(timetable);
    const deliveries = fakeDeliveryStore({ endpoints, leases, timetable });
    return { endpoints, followers: endpoints, leases, deliveries, due: () => timetable.due(end, 100) };
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
      followers: createFollowerStore(client, names),
      deliveries: createDeliveryStore(client, names),
      leases: createLeases(client, names, stateSchema),
      due: () => timetable.due(end, 100),
    };
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
