import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { rebuildSchema } from '../../domain/rebuild.ts';
import type { RebuildState } from '../../ports/rebuild-state.ts';
import { createTable } from './table.ts';

const key = { pk: 'REBUILD', sk: 'REBUILD' };
// "rebuild" is a word of DynamoDB's own
const rowSchema = z
  .object({ progress: rebuildSchema, version: z.int() })
  .transform(({ progress: rebuild, version }) => ({ rebuild, version }));

/** A row of the table Rulings. */
export const createRebuildState = (client: DynamoDBDocumentClient, tableName: string): RebuildState => {
  const table = createTable(client, tableName);
  return {
    read: () => table.get(key, rowSchema),
    replace: (version, progress) =>
      version === undefined
        ? table.put({ ...key, progress, version: 1 }, { ConditionExpression: 'attribute_not_exists(pk)' })
        : table.update(key, {
            UpdateExpression: 'SET progress = :progress, version = :next',
            ConditionExpression: 'version = :version',
            ExpressionAttributeValues: { ':progress': progress, ':next': version + 1, ':version': version },
          }),
  };
};
