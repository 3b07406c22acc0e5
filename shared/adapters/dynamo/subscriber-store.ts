import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type CohortShard, cohortShardOf, cohortShardSchema } from '../../domain/cohort.ts';
import { type Consent, type PhoneHash, subscriberSchema } from '../../domain/subscriber.ts';
import type { SubscriberStore } from '../../ports/subscriber-store.ts';
import { transactPatiently } from './patient-transaction.ts';
import { createTable, type Key } from './table.ts';
import type { Write } from './transaction.ts';

/** Keys of the table Subscribers. */
export const profileKey = (hash: PhoneHash): Key => ({ pk: `SUB#${hash}`, sk: 'PROFILE' });
const consentKey = ({ hash, at }: Consent): Key => ({ pk: `SUB#${hash}`, sk: `CONSENT#${at}` });
const shardsPartition = 'SHARDS';
const cohortIndex = 'cohort';

/** The condition that a subscriber may be texted; send-texts has it in its transaction. */
export const isActive = {
  ConditionExpression: '#status = :active',
  ExpressionAttributeNames: { '#status': 'status' },
  ExpressionAttributeValues: { ':active': 'active' },
};

const shardSchema = z.object({ sk: cohortShardSchema });

/** The table Subscribers. `cohort` is on active profiles alone, so its index has nobody else. */
export const createSubscriberStore = (client: DynamoDBDocumentClient, tableName: string): SubscriberStore => {
  const table = createTable(client, tableName);
  const put = (Item: Key & Record<string, unknown>): Write => ({ Put: { TableName: tableName, Item } });
  const evidence = (consent: Consent): Write => put({ ...consentKey(consent), ...consent });

  return {
    find: (hash) => table.get(profileKey(hash), subscriberSchema),
    findMany: (hashes) => table.batchGet(hashes.map(profileKey), subscriberSchema),

    add: async (subscriber, consent) => {
      const { hash, zones } = subscriber;
      const shard = cohortShardOf(zones, hash);
      const profile = { ...profileKey(hash), ...subscriber, cohort: `COHORT#${shard}` };
      const failed = await transactPatiently(
        client,
        new Map<string, Write>([
          [
            'profile',
            { Put: { TableName: tableName, Item: profile, ConditionExpression: 'attribute_not_exists(pk)' } },
          ],
          ['consent', evidence(consent)],
          ['shard', put({ pk: shardsPartition, sk: shard })],
        ]),
      );
      return failed.size === 0;
    },

    change: async (preferences, consent) => {
      const { topics, editions, language, frequency, zip } = preferences;
      const failed = await transactPatiently(
        client,
        new Map<string, Write>([
          [
            'profile',
            {
              Update: {
                TableName: tableName,
                Key: profileKey(consent.hash),
                UpdateExpression:
                  'SET topics = :topics, editions = :editions, #language = :language, frequency = :frequency, zip = :zip, updatedAt = :at',
                ConditionExpression: isActive.ConditionExpression,
                ExpressionAttributeNames: { ...isActive.ExpressionAttributeNames, '#language': 'language' },
                ExpressionAttributeValues: {
                  ...isActive.ExpressionAttributeValues,
                  ':topics': topics,
                  ':editions': editions,
                  ':language': language,
                  ':frequency': frequency,
                  ':zip': zip,
                  ':at': consent.at,
                },
              },
            },
          ],
          ['consent', evidence(consent)],
        ]),
      );
      return failed.size === 0;
    },

    suppress: async (hash, reason, at) => {
      await table.update(profileKey(hash), {
        UpdateExpression: 'SET #status = :suppressed, reason = :reason, updatedAt = :at REMOVE cohort',
        ConditionExpression: isActive.ConditionExpression,
        ExpressionAttributeNames: isActive.ExpressionAttributeNames,
        ExpressionAttributeValues: {
          ...isActive.ExpressionAttributeValues,
          ':suppressed': 'suppressed',
          ':reason': reason,
          ':at': at,
        },
      });
    },

    shards: async () => {
      const found: CohortShard[] = [];
      const query = {
        KeyConditionExpression: 'pk = :shards',
        ExpressionAttributeValues: { ':shards': shardsPartition },
      };
      for await (const { sk } of table.rows(query, shardSchema)) found.push(sk);
      return found;
    },

    cohort: (shard) =>
      table.pages(
        {
          IndexName: cohortIndex,
          KeyConditionExpression: 'cohort = :cohort',
          ExpressionAttributeValues: { ':cohort': `COHORT#${shard}` },
        },
        subscriberSchema,
      ),
  };
};
