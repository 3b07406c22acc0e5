/** A process to be killed: runs the engine on argv[2] and writes transactions as fast as it can, telling each commit. */
import { randomUUID } from 'node:crypto';
import { TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { openEmbedded } from '../../contract/dynamo/embedded.ts';
import { TABLE } from '../../contract/dynamo/under-test.ts';
import { COUNTER, ITEMS } from './transaction.ts';

/** How many transactions are under way at once. */
const WRITERS = 6;

async function transact(document: Awaited<ReturnType<typeof openEmbedded>>['document']): Promise<string> {
  const id = randomUUID();
  const count = {
    TableName: TABLE,
    Key: COUNTER,
    UpdateExpression: 'ADD n :one',
    ExpressionAttributeValues: { ':one': 1 },
  };
  const items = Array.from({ length: ITEMS }, (_, at) => ({
    Put: { TableName: TABLE, Item: { pk: id, sk: String(at), shelf: `shelf${at % 2}`, text: 'x'.repeat(100 * at) } },
  }));
  await document.send(new TransactWriteCommand({ TransactItems: [...items, { Update: count }] }));
  return id;
}

/** A single write moves an item within the indexes: its old index row must go with it. */
async function move(document: Awaited<ReturnType<typeof openEmbedded>>['document'], id: string): Promise<void> {
  await document.send(
    new UpdateCommand({
      TableName: TABLE,
      Key: { pk: id, sk: '0' },
      UpdateExpression: 'SET shelf = :shelf',
      ExpressionAttributeValues: { ':shelf': 'moved' },
    }),
  );
}

const { document } = await openEmbedded({ path: process.argv[2] ?? '' });
await Promise.all(
  Array.from({ length: WRITERS }, async () => {
    for (;;) {
      const id = await transact(document);
      process.send?.(id);
      await move(document, id);
    }
  }),
);
