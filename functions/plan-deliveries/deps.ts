import * as z from 'zod';
import { createDynamo } from '../../shared/adapters/dynamo/client.ts';
import { createDeliveryStore } from '../../shared/adapters/dynamo/delivery-store.ts';
import { createEndpointStore } from '../../shared/adapters/dynamo/endpoint-store.ts';
import { createLeases } from '../../shared/adapters/dynamo/leases.ts';
import { createRulingStore } from '../../shared/adapters/dynamo/ruling-store.ts';
import { createTimetable } from '../../shared/adapters/dynamo/timetable.ts';
import { createSqsQueue } from '../../shared/adapters/sqs/queue.ts';
import { systemClock, systemRandomness } from '../../shared/runtime/clock.ts';
import { setting } from '../../shared/runtime/config.ts';
import { createLog } from '../../shared/runtime/logger.ts';
import { planDeliveries } from '../../shared/use-cases/plan-deliveries.ts';

const dynamo = createDynamo();
const tables = {
  deliveries: setting('DELIVERIES_TABLE'),
  partners: setting('PARTNERS_TABLE'),
  timetable: setting('TIMETABLE_TABLE'),
};
export const log = createLog('plan-deliveries');

export const plan = planDeliveries({
  leases: createLeases(dynamo, tables, z.object({ sequence: z.int() })),
  timetable: createTimetable(dynamo, tables.timetable),
  rulings: createRulingStore(dynamo, setting('RULINGS_TABLE')),
  endpoints: createEndpointStore(dynamo, tables.partners),
  deliveries: createDeliveryStore(dynamo, tables),
  wakes: createSqsQueue(setting('DELIVERIES_QUEUE_URL')),
  clock: systemClock,
  random: systemRandomness,
  log,
});
