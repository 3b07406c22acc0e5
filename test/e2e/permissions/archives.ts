import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { OWNER } from '../../../local/aws/permissions.ts';
import type { Runtime } from '../../../local/runtime.ts';
import { createRulingStore } from '../../../shared/adapters/dynamo/ruling-store.ts';
import { eventMessageSchema } from '../../../shared/domain/event.ts';
import { waitFor } from '../../wait-for.ts';
import type { Dev } from '../../wire-process.ts';
import { askWire, type Committed, publish } from './newsroom.ts';

const operationsSchema = z.object({ feedsRebuild: z.object({ finishedAt: z.string().nullable() }).nullable() });

/** A month that is new is built at once and not a minute later, while all feeds and archives are built anew, in two rounds. */
export const driveArchives = async (dev: Dev, runtime: Runtime): Promise<void> => {
  const body = await messageOf(
    await publish(dev, 'long-ago', { publishedAt: '2019-03-01T12:00:00Z', texts: 'none' }),
    runtime,
  );
  const rebuild = () => askWire(dev, 'operator', ['POST', '/v1/operations/rebuild-feeds']);
  await rebuild();
  // whoever asks again while it runs is owed a round of its own
  await Promise.all([
    rebuild(),
    runtime.invoke('BuildArchivesFunction', { Records: [{ messageId: randomUUID(), body }] }),
  ]);
  await waitFor(async () => {
    const { feedsRebuild } = operationsSchema.parse(await askWire(dev, 'operator', ['GET', '/v1/operations']));
    return feedsRebuild !== null && feedsRebuild.finishedAt !== null;
  });
};

/** The body of the message that tells the channels of an event. */
const messageOf = async ({ event }: Committed, runtime: Runtime): Promise<string> => {
  const variables = runtime.environmentOf('BuildArchivesFunction');
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint: variables['AWS_ENDPOINT_URL_DYNAMODB'] ?? '',
      region: variables['AWS_REGION'] ?? '',
      credentials: { accessKeyId: OWNER, secretAccessKey: OWNER },
    }),
  );
  const stored = await createRulingStore(client, variables['RULINGS_TABLE'] ?? '').event(event.sequence);
  client.destroy();
  return JSON.stringify(eventMessageSchema.parse(stored));
};
