import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { followerSchema, hostOf } from '../../domain/follower.ts';
import type { FollowerStore } from '../../ports/follower-store.ts';
import type { DueWork } from '../../ports/timetable.ts';
import { endpointKey, followerEntryKey, followersPartition, unfollowedKey } from './endpoint-rows.ts';
import { transactPatiently } from './patient-transaction.ts';
import { createTable } from './table.ts';
import { dueRow } from './timetable.ts';
import type { Write } from './transaction.ts';

const entrySchema = z.object({
  ...followerSchema.pick({ id: true, topic: true, leaseUntil: true }).shape,
  host: z.string(),
});

/** A follower is taken away when its lease is over; should that fail, the table forgets it after so many days. */
const afterLeaseDays = 1;
/** A request is at most four days on its queue. */
const unfollowedDays = 5;
const expiry = (from: string, days: number) => ({ expiresAt: Math.ceil(Date.parse(from) / 1000) + days * 86_400 });

/**
 * Followers in the table Partners: the endpoint's own row, its entry among the followers of its feed's folder, and when it was last asked
 * to go, which holds nothing of who asked.
 */
export const createFollowerStore = (
  client: DynamoDBDocumentClient,
  tables: { partners: string; timetable: string },
): FollowerStore => {
  const TableName = tables.partners;
  const table = createTable(client, TableName);
  /** Whether the writes were done, with the due work that follows from them. */
  const write = async (writes: Readonly<Record<string, Write>>, wake: DueWork | undefined): Promise<boolean> => {
    const all = new Map(Object.entries(writes));
    if (wake !== undefined) all.set('wake', dueRow(tables.timetable, wake));
    return (await transactPatiently(client, all)).size === 0;
  };
  const notLater = (requestedAt: string) => ({
    ConditionExpression: 'attribute_not_exists(requestedAt) OR requestedAt <= :at',
    ExpressionAttributeValues: { ':at': requestedAt },
  });
  const removal = ({ id, topic, requestedAt }: Parameters<FollowerStore['end']>[0]) => ({
    endpoint: { Delete: { TableName, Key: { ...endpointKey(id) }, ...notLater(requestedAt) } },
    entry: { Delete: { TableName, Key: { ...followerEntryKey(topic, id) } } },
  });

  return {
    follow: (follower, wake) => {
      const { id, topic, leaseUntil, requestedAt } = follower;
      const forgotten = expiry(leaseUntil, afterLeaseDays);
      const entry = { id, topic, leaseUntil, host: hostOf(follower), ...forgotten };
      return write(
        {
          endpoint: {
            Put: { TableName, Item: { ...endpointKey(id), ...follower, ...forgotten }, ...notLater(requestedAt) },
          },
          entry: { Put: { TableName, Item: { ...followerEntryKey(topic, id), ...entry } } },
          unfollowed: { Delete: { TableName, Key: { ...unfollowedKey(id) }, ...notLater(requestedAt) } },
        },
        wake,
      );
    },
    unfollow: (request, wake) => {
      const { id, requestedAt } = request;
      const Item = { ...unfollowedKey(id), requestedAt, ...expiry(requestedAt, unfollowedDays) };
      return write({ ...removal(request), unfollowed: { Put: { TableName, Item, ...notLater(requestedAt) } } }, wake);
    },
    end: (follower) => write(removal(follower), undefined),
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
