/** The tables and the key that planning and sending use, as the template has them. */
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';

export const tables = { rulings: 'Rulings', subscribers: 'Subscribers', texts: 'Texts', timetable: 'Timetable' };

/** KMS's key for phones. */
export const vaultKey = 'vault';

/** The keys of the one index among them. */
const cohortKeys = ['cohort', 'pk'] as const;
export const indexesOf = (table: string): readonly (readonly string[])[] =>
  table === tables.subscribers ? [cohortKeys] : [];

const keysOf = ([partition, sort]: readonly [string, string]) => [
  { AttributeName: partition, KeyType: 'HASH' as const },
  { AttributeName: sort, KeyType: 'RANGE' as const },
];

/** Makes them in an engine that has none. */
export const makeTables = async (endpoint: string): Promise<void> => {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
  for (const TableName of Object.values(tables)) {
    const isIndexed = TableName === tables.subscribers;
    const names = ['pk', 'sk', ...(isIndexed ? ['cohort'] : [])];
    const cohort = {
      IndexName: 'cohort',
      KeySchema: keysOf(cohortKeys),
      Projection: { ProjectionType: 'ALL' as const },
    };
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
        KeySchema: keysOf(['pk', 'sk']),
        ...(isIndexed ? { GlobalSecondaryIndexes: [cohort] } : {}),
      }),
    );
  }
  client.destroy();
};
