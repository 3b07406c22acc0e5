import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { OWNER } from '../../../local/aws/permissions.ts';
import type { Runtime } from '../../../local/runtime.ts';
import { createBroadcastStore } from '../../../shared/adapters/dynamo/broadcast-store.ts';
import { createDeliveryStore } from '../../../shared/adapters/dynamo/delivery-store.ts';
import { createEndpointStore } from '../../../shared/adapters/dynamo/endpoint-store.ts';
import { createFeedDirectory } from '../../../shared/adapters/dynamo/feed-directory.ts';
import { createFeedRecord } from '../../../shared/adapters/dynamo/feed-record.ts';
import { createRulingStore } from '../../../shared/adapters/dynamo/ruling-store.ts';
import { createTextLedger } from '../../../shared/adapters/dynamo/text-ledger.ts';
import { createWatermark } from '../../../shared/adapters/dynamo/watermark.ts';
import { createWorkQueue } from '../../../shared/adapters/sqs/work-queue.ts';
import type { Delivery } from '../../../shared/domain/delivery.ts';
import type { EndpointId } from '../../../shared/domain/ids.ts';

const nameOfQueue = (variable: string): string => variable.replace('_QUEUE_URL', '').toLowerCase().replaceAll('_', '-');

/** The wire's stores and queues, for whoever runs it: calls that no strike meets. */
export const openStores = (runtime: Runtime) => {
  const variables = { ...runtime.environmentOf('PartnersDeliverFunction'), ...runtime.environmentOf('SendTexts') };
  const ofOperations = Object.entries(runtime.environmentOf('OperationsApiFunction'));
  const variable = (name: string): string => variables[name] ?? '';
  const credentials = { accessKeyId: OWNER, secretAccessKey: OWNER };
  const region = variable('AWS_REGION');
  const dynamo = DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint: variable('AWS_ENDPOINT_URL_DYNAMODB'), region, credentials }),
  );
  const sqs = new SQSClient({ endpoint: variable('AWS_ENDPOINT_URL_SQS'), region, credentials });
  const tables = {
    deliveries: variable('DELIVERIES_TABLE'),
    partners: variable('PARTNERS_TABLE'),
    rulings: variable('RULINGS_TABLE'),
    subscribers: variable('SUBSCRIBERS_TABLE'),
    texts: variable('TEXTS_TABLE'),
    timetable: variable('TIMETABLE_TABLE'),
  };
  return {
    rulings: createRulingStore(dynamo, tables.rulings),
    watermark: createWatermark(dynamo, tables.rulings),
    feedRecord: createFeedRecord(dynamo, tables.rulings),
    directory: createFeedDirectory(dynamo, tables.rulings),
    broadcasts: createBroadcastStore(dynamo, tables),
    ledger: createTextLedger(dynamo, tables, 400),
    endpoints: createEndpointStore(dynamo, tables.partners),
    deliveries: createDeliveryStore(dynamo, tables),
    queues: ofOperations
      .filter(([name]) => name.endsWith('_QUEUE_URL'))
      .map(([name, url]) => {
        const stem = name.replace('_QUEUE_URL', '');
        const dead = ofOperations.filter(([other]) => other.startsWith(`${stem}_`) && /DEAD|UNDELIVERED/.test(other));
        return createWorkQueue(
          nameOfQueue(name),
          url,
          dead.map(([, deadUrl]) => deadUrl),
          sqs,
        );
      }),
    close: (): void => {
      dynamo.destroy();
      sqs.destroy();
    },
  };
};
export type Stores = ReturnType<typeof openStores>;

/** All that an endpoint is owed, in the order of the log. */
export const allDeliveries = async ({ deliveries }: Stores, id: EndpointId): Promise<Delivery[]> => {
  const rows: Delivery[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await deliveries.list(id, 100, cursor);
    rows.push(...page.items);
    if (page.nextCursor === null) return rows.toSorted((a, b) => a.sequence - b.sequence);
    cursor = page.nextCursor;
  }
};
