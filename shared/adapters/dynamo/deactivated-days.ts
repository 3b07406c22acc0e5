import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { DeactivatedDays } from '../../ports/deactivations.ts';
import { deactivatedKey } from './subscriber-rows.ts';
import { createTable } from './table.ts';

const rowSchema = z.object({ day: z.string() });

/** One row in the table Subscribers. A day before the last changes nothing. */
export const createDeactivatedDays = (client: DynamoDBDocumentClient, tableName: string): DeactivatedDays => {
  const table = createTable(client, tableName);
  return {
    last: async () => (await table.get(deactivatedKey, rowSchema))?.day,
    done: async (day) => {
      await table.update(deactivatedKey, {
        UpdateExpression: 'SET #day = :day',
        ConditionExpression: 'attribute_not_exists(pk) OR #day < :day',
        ExpressionAttributeNames: { '#day': 'day' },
        ExpressionAttributeValues: { ':day': day },
      });
    },
  };
};
