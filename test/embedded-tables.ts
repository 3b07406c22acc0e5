import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { vi } from 'vitest';
import { startDynamo } from '../local/dynamo/engine.ts';
import { createDynamo } from '../shared/adapters/dynamo/client.ts';

/** The adapters' own client on an engine (the embedded one in memory, if no other is given), and a way to make tables. */
export interface EmbeddedTables {
  readonly client: DynamoDBDocumentClient;
  /**
   * Makes a table with the string keys `pk` and `sk`, and indexes by their names and the names of their string keys, of which those on
   * `pk` are local; answers its name, which no other has.
   */
  make(indexes?: Readonly<Record<string, readonly [partition: string, sort: string]>>): Promise<string>;
  close(): Promise<void>;
}

export const openTables = async (
  start: () => Promise<{ readonly url: string; close(): Promise<void> }> = startDynamo,
): Promise<EmbeddedTables> => {
  const engine = await start();
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', engine.url);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  const client = createDynamo();
  let made = 0;
  return {
    client,
    make: async (indexes = {}) => {
      const TableName = `Table${++made}`;
      const names = new Set(['pk', 'sk', ...Object.values(indexes).flat()]);
      const keysOf = ([partition, sort]: readonly [string, string]) => [
        { AttributeName: partition, KeyType: 'HASH' as const },
        { AttributeName: sort, KeyType: 'RANGE' as const },
      ];
      const { local = [], global = [] } = Object.groupBy(
        Object.entries(indexes).map(([IndexName, keys]) => ({
          IndexName,
          KeySchema: keysOf(keys),
          Projection: { ProjectionType: 'ALL' as const },
        })),
        ({ KeySchema: [partition] }) => (partition?.AttributeName === 'pk' ? 'local' : 'global'),
      );
      await client.send(
        new CreateTableCommand({
          TableName,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [...names].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
          KeySchema: keysOf(['pk', 'sk']),
          ...(global.length > 0 ? { GlobalSecondaryIndexes: global } : {}),
          ...(local.length > 0 ? { LocalSecondaryIndexes: local } : {}),
        }),
      );
      return TableName;
    },
    close: async () => {
      client.destroy();
      await engine.close();
    },
  };
};
