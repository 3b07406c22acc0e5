import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { phoneHashSchema } from '../../domain/subscriber.ts';
import type { Leavers } from '../../ports/leavers.ts';
import { consentPrefix, leaverKey, leaversPartition, profileKey } from './subscriber-rows.ts';
import { createTable } from './table.ts';

const leaverSchema = z.object({ hash: phoneHashSchema, at: z.string() });
const keySchema = z.object({ pk: z.string(), sk: z.string() });

/** One partition of the table Subscribers, in the order of time: a write a leaver, far below the 1000 a second that it takes. */
export const createLeavers = (client: DynamoDBDocumentClient, tableName: string): Leavers => {
  const table = createTable(client, tableName);
  return {
    since: (before) =>
      table.pages(
        {
          // a key goes on after its time: those of `before` itself are behind it
          KeyConditionExpression: 'pk = :leavers AND sk BETWEEN :first AND :before',
          ExpressionAttributeValues: { ':leavers': leaversPartition, ':first': '0', ':before': before },
        },
        leaverSchema,
      ),

    forgetEvidence: async (hash, before) => {
      const query = {
        KeyConditionExpression: 'pk = :subscriber AND sk BETWEEN :first AND :before',
        ExpressionAttributeValues: {
          ':subscriber': profileKey(hash).pk,
          ':first': consentPrefix,
          ':before': `${consentPrefix}${before}`,
        },
      };
      // one after the other: whoever dies in between leaves the row that tells that they left until the end
      for await (const key of table.rows(query, keySchema)) await table.remove(key);
    },

    move: async (leaver, to) => {
      if (to !== null) await table.put({ ...leaverKey({ ...leaver, at: to }), hash: leaver.hash, at: to });
      await table.remove(leaverKey(leaver));
    },
  };
};
