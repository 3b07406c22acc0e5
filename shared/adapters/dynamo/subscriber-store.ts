import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { cohortShardSchema } from '../../domain/cohort.ts';
import { consentSchema, suppressionSchema } from '../../domain/consent.ts';
import { type PhoneHash, type Subscriber, subscriberSchema } from '../../domain/subscriber.ts';
import type { SubscriberStore } from '../../ports/subscriber-store.ts';
import { transactPatiently } from './patient-transaction.ts';
import {
  cohortPartition,
  consentPrefix,
  evidenceRow,
  isActiveWith,
  leaverRow,
  pendingKey,
  profileKey,
  profileRow,
  shardOf,
  shardRow,
  shardsPartition,
  suppressionKey,
} from './subscriber-rows.ts';
import { createTable, type Key } from './table.ts';
import type { Write } from './transaction.ts';

const cohortIndex = 'cohort';
const shardSchema = z.object({ sk: cohortShardSchema }).transform(({ sk }) => sk);
const isNew = { ConditionExpression: 'attribute_not_exists(pk)' };

/** The profile as it was read: what its cohort follows from is still the same. */
const isAsSeen = ({ status, zones }: Subscriber) => ({
  ConditionExpression: '#status = :seen AND zones = :seenZones',
  ExpressionAttributeNames: { '#status': 'status' },
  ExpressionAttributeValues: { ':seen': status, ':seenZones': zones },
});

/** The table Subscribers. */
export const createSubscriberStore = (client: DynamoDBDocumentClient, tableName: string): SubscriberStore => {
  const table = createTable(client, tableName);
  const find = (hash: PhoneHash) => table.get(profileKey(hash), subscriberSchema);
  const remove = (Key: Key): Write => ({ Delete: { TableName: tableName, Key } });
  /** All or nothing; whether every condition held. */
  const held = async (...writes: readonly Write[]): Promise<boolean> =>
    (await transactPatiently(client, new Map(writes.map((write, at) => [String(at), write])))).size === 0;

  return {
    find,
    findMany: (hashes) => table.batchGet(hashes.map(profileKey), subscriberSchema),

    add: (subscriber, consent) =>
      held(
        { Put: { TableName: tableName, Item: profileRow(subscriber), ...isNew } },
        evidenceRow(tableName, consent),
        ...(subscriber.status === 'active' ? [shardRow(tableName, shardOf(subscriber))] : []),
        remove(pendingKey(subscriber.hash)),
        remove(suppressionKey(subscriber.hash)),
      ),

    change: async ({ topics, editions, language, frequency, zip, notBefore }, zones, consent) => {
      const { hash } = consent;
      for (;;) {
        const seen = await find(hash);
        if (seen === undefined || seen.status === 'suppressed') return false;
        const { ExpressionAttributeNames, ExpressionAttributeValues, ConditionExpression } = isAsSeen(seen);
        const shard = seen.status === 'active' ? shardOf({ zones, hash }) : undefined;
        const update: Write = {
          Update: {
            TableName: tableName,
            Key: profileKey(hash),
            UpdateExpression: `SET topics = :topics, editions = :editions, #language = :language, frequency = :frequency, zip = :zip, notBefore = :notBefore, zones = :zones, updatedAt = :at${shard ? ', cohort = :cohort' : ''}`,
            ConditionExpression,
            ExpressionAttributeNames: { ...ExpressionAttributeNames, '#language': 'language' },
            ExpressionAttributeValues: {
              ...ExpressionAttributeValues,
              ':topics': topics,
              ':editions': editions,
              ':language': language,
              ':frequency': frequency,
              ':zip': zip,
              ':notBefore': notBefore,
              ':zones': zones,
              ':at': consent.at,
              ':cohort': shard && cohortPartition(shard),
            },
          },
        };
        if (await held(update, evidenceRow(tableName, consent), ...(shard ? [shardRow(tableName, shard)] : [])))
          return true;
        // somebody changed it since it was read
      }
    },

    move: async (hash, from, { status, reason }, at, evidence) => {
      for (;;) {
        const seen = await find(hash);
        if (seen === undefined || !from.includes(seen.status)) return false;
        const { ExpressionAttributeNames, ExpressionAttributeValues, ConditionExpression } = isAsSeen(seen);
        const shard = status === 'active' ? shardOf(seen) : undefined;
        const update: Write = {
          Update: {
            TableName: tableName,
            Key: profileKey(hash),
            UpdateExpression: `SET #status = :to, #reason = :reason, updatedAt = :at${shard ? ', cohort = :cohort REMOVE strikes' : ' REMOVE strikes, cohort'}`,
            ConditionExpression,
            ExpressionAttributeNames: { ...ExpressionAttributeNames, '#reason': 'reason' },
            ExpressionAttributeValues: {
              ...ExpressionAttributeValues,
              ':to': status,
              ':reason': reason,
              ':at': at,
              ':cohort': shard && cohortPartition(shard),
            },
          },
        };
        const also = [
          ...(evidence ? [evidenceRow(tableName, evidence)] : []),
          ...(shard ? [shardRow(tableName, shard)] : []),
          ...(status === 'suppressed' ? [leaverRow(tableName, { hash, at })] : []),
        ];
        if (await held(update, ...also)) return true;
      }
    },

    strike: async (hash, kind, at) => {
      for (;;) {
        const seen = await find(hash);
        if (seen?.status !== 'active') return 0;
        const count = seen.strikes?.kind === kind ? seen.strikes.count + 1 : 1;
        const condition = isActiveWith('strikes', seen.strikes);
        const isCounted = await table.update(profileKey(hash), {
          UpdateExpression: 'SET strikes = :strikes',
          ...condition,
          ExpressionAttributeValues: { ...condition.ExpressionAttributeValues, ':strikes': { kind, count, at } },
        });
        if (isCounted) return count;
      }
    },

    clearStrikes: async (hash) => {
      await table.update(profileKey(hash), {
        UpdateExpression: 'REMOVE strikes',
        ConditionExpression: 'attribute_exists(strikes)',
      });
    },

    erase: async (suppression, evidence) => {
      await held(
        remove(profileKey(suppression.hash)),
        remove(pendingKey(suppression.hash)),
        { Put: { TableName: tableName, Item: { ...suppressionKey(suppression.hash), ...suppression } } },
        evidenceRow(tableName, evidence),
        leaverRow(tableName, suppression),
      );
    },

    suppressUnknown: async (suppression, evidence) => {
      await held(
        { Put: { TableName: tableName, Item: { ...suppressionKey(suppression.hash), ...suppression }, ...isNew } },
        remove(pendingKey(suppression.hash)),
        evidenceRow(tableName, evidence),
        leaverRow(tableName, suppression),
      );
    },

    suppressionOf: (hash) => table.get(suppressionKey(hash), suppressionSchema),

    witness: async (evidence) => {
      await held(evidenceRow(tableName, evidence));
    },

    evidenceOf: (hash) => {
      const query = {
        KeyConditionExpression: 'pk = :subscriber AND begins_with(sk, :consent)',
        ExpressionAttributeValues: { ':subscriber': profileKey(hash).pk, ':consent': consentPrefix },
      };
      return Array.fromAsync(table.rows(query, consentSchema));
    },

    shards: () => {
      const query = {
        KeyConditionExpression: 'pk = :shards',
        ExpressionAttributeValues: { ':shards': shardsPartition },
      };
      return Array.fromAsync(table.rows(query, shardSchema));
    },

    cohort: (shard) =>
      table.pages(
        {
          IndexName: cohortIndex,
          KeyConditionExpression: 'cohort = :cohort',
          ExpressionAttributeValues: { ':cohort': cohortPartition(shard) },
        },
        subscriberSchema,
      ),
  };
};
