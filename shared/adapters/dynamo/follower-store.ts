import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { followerSchema } from '../../domain/follower.ts';
import type { FollowerStore } from '../../ports/follower-store.ts';
import type { DueWork } from '../../ports/timetable.ts';
import { endpointKey, followerEntryKey, followersPartition } from './endpoint-rows.ts';
import { transactPatiently } from './patient-transaction.ts';
import { createTable } from './table.ts';
import { dueRow } from './timetable.ts';
import type { Write } from './transaction.ts';

const entrySchema = z.object(followerSchema.pick({ id: true, topic: true, leaseUntil: true }).shape);

/** Followers in the table Partners: the endpoint's own row, and its entry among the followers of its feed's folder. */
export const createFollowerStore = (
  client: DynamoDBDocumentClient,
  tables: { partners: string; timetable: string },
): FollowerStore => {
  const TableName = tables.partners;
  const table = createTable(client, TableName);
  /** Whether the writes were done, each with the endpoint's row as it is asked for. */
  const write = async (endpoint: Write, entry: Write, wake: DueWork | undefined): Promise<boolean> => {
    const writes = new Map([
      ['endpoint', endpoint],
      ['entry', entry],
    ]);
    if (wake !== undefined) writes.set('wake', dueRow(tables.timetable, wake));
    return (await transactPatiently(client, writes)).size === 0;
  };
  const notLater = (requestedAt: string) => ({
    ConditionExpression: 'attribute_not_exists(pk) OR requestedAt <= :at',
    ExpressionAttributeValues: { ':at': requestedAt },
  });

  return {
    follow: (follower, wake) => {
      const { id, topic, leaseUntil, requestedAt } = follower;
      return write(
        { Put: { TableName, Item: { ...endpointKey(id), ...follower }, ...notLater(requestedAt) } },
        { Put: { TableName, Item: { ...followerEntryKey(topic, id), id, topic, leaseUntil } } },
        wake,
      );
    },
    unfollow: ({ id, topic, requestedAt }, wake) =>
      write(
        { Delete: { TableName, Key: { ...endpointKey(id) }, ...notLater(requestedAt) } },
        { Delete: { TableName, Key: { ...followerEntryKey(topic, id) } } },
        wake,
      ),
    inFolder: (folder, size) =>
      table.pages(
        {
          KeyConditionExpression: 'pk = :folder',
          ExpressionAttributeValues: { ':folder': followersPartition(folder) },
          Limit: size,
        },
        entrySchema,
      ),
  };
};
