import { expect } from 'vitest';
import * as z from 'zod';
import type { Runtime } from '../../../local/runtime.ts';
import { createDeliveryStore } from '../../../shared/adapters/dynamo/delivery-store.ts';
import { createEndpointStore } from '../../../shared/adapters/dynamo/endpoint-store.ts';
import { createNudges } from '../../../shared/adapters/dynamo/nudges.ts';
import { facetPartition } from '../../../shared/adapters/dynamo/ruling-rows.ts';
import { createTable } from '../../../shared/adapters/dynamo/table.ts';
import { endpoint } from '../../samples/delivering.ts';
import { openAsOwner } from './owner.ts';

const rowSchema = z.looseObject({ pk: z.string(), sk: z.string(), id: z.string() });
const twoDaysMs = 2 * 86_400_000;

/** A day on which somebody has not acknowledged for two days (the corrections that there are get older by so much), and an endpoint is quiet. */
export const driveTendPartners = async (runtime: Runtime): Promise<void> => {
  const { client, variable } = openAsOwner(runtime, 'TendPartnersFunction');
  const rulings = createTable(client, variable('RULINGS_TABLE'));
  const { rows } = await rulings.page(
    {
      KeyConditionExpression: 'pk = :corrections',
      ExpressionAttributeValues: { ':corrections': facetPartition('corrections') },
    },
    rowSchema,
  );
  const sk = (id: string): string => `${new Date(Date.now() - twoDaysMs).toISOString()}#${id}`;
  for (const row of rows) await rulings.put({ ...row, sk: sk(row.id) });

  // and an endpoint has heard nothing for two weeks
  const endpoints = createEndpointStore(client, variable('PARTNERS_TABLE'));
  const { items } = await endpoints.listPartners(100, undefined);
  const [partner] = items;
  const createdAt = new Date(Date.now() - 7 * twoDaysMs).toISOString();
  const quiet = endpoint({ partnerId: partner?.id ?? endpoint().partnerId, createdAt, url: 'http://127.0.0.1:9/' });
  expect(await endpoints.add(quiet)).toBe(true);

  await runtime.invoke('TendPartnersFunction', {});
  const deliveries = createDeliveryStore(client, {
    ...{ deliveries: variable('DELIVERIES_TABLE'), partners: variable('PARTNERS_TABLE') },
    timetable: variable('TIMETABLE_TABLE'),
  });
  expect(await deliveries.owed('notices', [quiet.id])).toMatchObject([{ sequence: 1 }]);
  const told = await createNudges(client, variable('PARTNERS_TABLE')).lastTold(items.map(({ id }) => id));
  expect(told.size).toBeGreaterThan(0);
  client.destroy();
};
