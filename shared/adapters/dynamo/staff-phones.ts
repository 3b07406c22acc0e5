import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { idSchema } from '../../domain/ids.ts';
import type { StaffPhones } from '../../ports/staff-phones.ts';
import { staffKey, staffPartition, testKey } from './subscriber-rows.ts';
import { createTable } from './table.ts';

const phoneSchema = z.object({ id: idSchema('subscriber'), name: z.string(), phone: z.string() });

/** The newsroom's own phones and who was texted in which test, in the table Subscribers. */
export const createStaffPhones = (client: DynamoDBDocumentClient, tableName: string): StaffPhones => {
  const table = createTable(client, tableName);
  return {
    add: async (phone) => {
      await table.put({ ...staffKey(phone.id), ...phone });
    },
    all: () => {
      const query = {
        KeyConditionExpression: 'pk = :staff',
        ExpressionAttributeValues: { ':staff': staffPartition },
      };
      return Array.fromAsync(table.rows(query, phoneSchema));
    },
    remove: (id) =>
      table.remove(staffKey(id), {
        ConditionExpression: 'id = :id',
        ExpressionAttributeValues: { ':id': id },
      }),
    begin: (testId, id) => table.put({ ...testKey(testId, id) }, { ConditionExpression: 'attribute_not_exists(pk)' }),
  };
};
