import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { DynamoUnderTest } from './under-test.ts';

/** AWS's clients for an engine at `endpoint`. */
export function clientsFor(endpoint: string): Omit<DynamoUnderTest, 'close'> & { destroy(): void } {
  const configuration = {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  };
  const client = new DynamoDBClient(configuration);
  const streams = new DynamoDBStreamsClient(configuration);
  return {
    url: endpoint,
    client,
    streams,
    document: DynamoDBDocumentClient.from(client),
    destroy() {
      client.destroy();
      streams.destroy();
    },
  };
}
