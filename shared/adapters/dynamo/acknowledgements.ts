import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { PartnerId, RulingId } from '../../domain/ids.ts';
import { type Acknowledgements, acknowledgementSchema } from '../../ports/acknowledgements.ts';
import { partnerKey } from './endpoint-rows.ts';
import { createTable, type Key } from './table.ts';

const acknowledgementKey = (partnerId: PartnerId, rulingId: RulingId): Key => ({
  pk: partnerKey(partnerId).pk,
  sk: `ACK#${rulingId}`,
});

/** Acknowledgements in the table Partners, beside the partner. */
export const createAcknowledgements = (client: DynamoDBDocumentClient, tableName: string): Acknowledgements => {
  const table = createTable(client, tableName);
  return {
    take: async ({ partnerId, rulingId, revision, republishedUrl, acknowledgedAt }) => {
      const key = acknowledgementKey(partnerId, rulingId);
      const names = ['partnerId', 'rulingId', 'revision', 'acknowledgedAt'];
      await table.update(key, {
        UpdateExpression: `SET ${names.map((name) => `${name} = :${name}`).join(', ')}, republishedUrl = ${
          republishedUrl === null ? 'if_not_exists(republishedUrl, :url)' : ':url'
        }`,
        ConditionExpression: `attribute_not_exists(pk) OR revision ${republishedUrl === null ? '<' : '<='} :revision`,
        ExpressionAttributeValues: {
          ...{ ':partnerId': partnerId, ':rulingId': rulingId, ':revision': revision },
          ...{ ':acknowledgedAt': acknowledgedAt, ':url': republishedUrl },
        },
      });
      const standing = await table.get(key, acknowledgementSchema);
      if (standing === undefined) throw new Error(`an acknowledgement of ${rulingId} is gone`);
      return standing;
    },
    of: (rulingId, partnerIds) =>
      table.batchGet(
        partnerIds.map((id) => acknowledgementKey(id, rulingId)),
        acknowledgementSchema,
      ),
    by: (partnerId, rulingIds) =>
      table.batchGet(
        rulingIds.map((id) => acknowledgementKey(partnerId, id)),
        acknowledgementSchema,
      ),
  };
};
