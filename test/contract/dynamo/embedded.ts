import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Dynamo, type DynamoOptions, startDynamo } from '../../../local/dynamo/engine.ts';
import type { DynamoUnderTest } from './under-test.ts';

/** AWS's clients for an engine at `endpoint`. */
function clientsFor(endpoint: string): Omit<DynamoUnderTest, 'close'> & { destroy(): void } {
  const configuration = {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  };
  const client = new DynamoDBClient(configuration);
  const streams = new DynamoDBStreamsClient(configuration);
  return {
    client,
    streams,
    document: DynamoDBDocumentClient.from(client),
    destroy() {
      client.destroy();
      streams.destroy();
    },
  };
}

/** The embedded engine with its clients. */
export async function openEmbedded(options: DynamoOptions = {}): Promise<DynamoUnderTest & { engine: Dynamo }> {
  const engine = await startDynamo(options);
  const { destroy, ...clients } = clientsFor(engine.url);
  return {
    ...clients,
    engine,
    async close() {
      destroy();
      await engine.close();
    },
  };
}
