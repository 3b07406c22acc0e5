import { createAcknowledgements } from '../../shared/adapters/dynamo/acknowledgements.ts';
import { createDynamo } from '../../shared/adapters/dynamo/client.ts';
import { createDeliveryStore } from '../../shared/adapters/dynamo/delivery-store.ts';
import { createEndpointStore } from '../../shared/adapters/dynamo/endpoint-store.ts';
import { createLeases } from '../../shared/adapters/dynamo/leases.ts';
import { createNudges } from '../../shared/adapters/dynamo/nudges.ts';
import { createRulingStore } from '../../shared/adapters/dynamo/ruling-store.ts';
import { createPartnerNotices } from '../../shared/adapters/sns/partner-notices.ts';
import { createSqsQueue } from '../../shared/adapters/sqs/queue.ts';
import { endpointLeaseSchema } from '../../shared/domain/endpoint-lease.ts';
import { systemClock, systemRandomness } from '../../shared/runtime/clock.ts';
import { setting } from '../../shared/runtime/config.ts';
import { createLog } from '../../shared/runtime/logger.ts';
import { nudgePartners } from '../../shared/use-cases/nudge-partners.ts';
import { probeEndpoints } from '../../shared/use-cases/probe-endpoints.ts';

const dynamo = createDynamo();
const tables = {
  partners: setting('PARTNERS_TABLE'),
  deliveries: setting('DELIVERIES_TABLE'),
  timetable: setting('TIMETABLE_TABLE'),
};

const shared = {
  endpoints: createEndpointStore(dynamo, tables.partners),
  deliveries: createDeliveryStore(dynamo, tables),
  clock: systemClock,
  log: createLog('tend-partners'),
};

const nudge = nudgePartners({
  ...shared,
  rulings: createRulingStore(dynamo, setting('RULINGS_TABLE')),
  acknowledgements: createAcknowledgements(dynamo, tables.partners),
  nudges: createNudges(dynamo, tables.partners),
  notices: createPartnerNotices(setting('PARTNER_NOTICES_TOPIC_ARN')),
  // of the function's five minutes
  runMs: 150_000,
});

const probe = probeEndpoints({
  ...shared,
  leases: createLeases(dynamo, tables, endpointLeaseSchema),
  wakes: createSqsQueue(setting('DELIVERIES_QUEUE_URL')),
  random: systemRandomness,
  runMs: 90_000,
});

/** What is done each day, in this order. */
export const jobs = [nudge, probe];
