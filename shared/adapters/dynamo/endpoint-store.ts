import type { DynamoDBDocumentClient, UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { endpointSchema, partnerSchema } from '../../domain/endpoint.ts';
import { anyEndpointSchema } from '../../domain/follower.ts';
import { type EndpointId, idSchema } from '../../domain/ids.ts';
import type { EndpointStore } from '../../ports/endpoint-store.ts';
import {
  allEndpoints,
  allPartners,
  endpointEntryKey,
  endpointKey,
  endpointPrefix,
  partnerEntryKey,
  partnerKey,
  partnersEndpointKey,
} from './endpoint-rows.ts';
import { transactPatiently } from './patient-transaction.ts';
import { createTable } from './table.ts';

const endpointEntrySchema = z.object({ id: idSchema('endpoint') });
const partnerEntrySchema = z.object({ id: idSchema('partner') });

/** Partners and endpoints in the table Partners. Lists hold ids alone; the rows are read by their ids, strongly consistently. */
export const createEndpointStore = (client: DynamoDBDocumentClient, TableName: string): EndpointStore => {
  const table = createTable(client, TableName);
  const byId = <Row extends { id: string }>(rows: Row[]): Row[] => rows.sort((a, b) => (a.id < b.id ? -1 : 1));
  const endpoints = async (ids: readonly EndpointId[]) =>
    byId(await table.batchGet(ids.map(endpointKey), endpointSchema));

  /** Entries of a list after `cursor`; prefix stands before the id in the sort key. */
  const after = (pk: string, prefix: string, cursor: string | undefined) => ({
    KeyConditionExpression: 'pk = :list AND sk BETWEEN :after AND :last',
    ExpressionAttributeValues: {
      ':list': pk,
      ':after': `${prefix}${cursor === undefined ? '' : `${cursor}!`}`,
      ':last': `${prefix}~`,
    },
  });

  /** An update that waits for the planner's transactions at the same row to end; whether there was such an endpoint. */
  const update = async (
    id: EndpointId,
    input: Pick<
      UpdateCommandInput,
      'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
    > & { UpdateExpression: string },
  ) => {
    const write = { Update: { TableName, Key: endpointKey(id), ...input } };
    return (await transactPatiently(client, new Map([['endpoint', write]]))).size === 0;
  };

  return {
    addPartner: async (partner) => {
      const item = { ...partnerKey(partner.id), ...partner };
      await transactPatiently(
        client,
        new Map([
          ['partner', { Put: { TableName, Item: item, ConditionExpression: 'attribute_not_exists(pk)' } }],
          ['entry', { Put: { TableName, Item: { ...partnerEntryKey(partner.id), id: partner.id } } }],
        ]),
      );
    },
    partners: (ids) => table.batchGet(ids.map(partnerKey), partnerSchema),
    listPartners: async (limit, cursor) => {
      const { rows, next } = await table.page({ ...after(allPartners, '', cursor), Limit: limit }, partnerEntrySchema);
      const items = byId(
        await table.batchGet(
          rows.map(({ id }) => partnerKey(id)),
          partnerSchema,
        ),
      );
      return { items, nextCursor: next ? (rows.at(-1)?.id ?? null) : null };
    },

    add: async (endpoint) => {
      const { id, partnerId } = endpoint;
      const failed = await transactPatiently(
        client,
        new Map([
          [
            'partner',
            { ConditionCheck: { TableName, Key: partnerKey(partnerId), ConditionExpression: 'attribute_exists(pk)' } },
          ],
          ['endpoint', { Put: { TableName, Item: { ...endpointKey(id), ...endpoint } } }],
          ['entry', { Put: { TableName, Item: { ...endpointEntryKey(id), id } } }],
          ["partner's entry", { Put: { TableName, Item: { ...partnersEndpointKey(partnerId, id), id } } }],
        ]),
      );
      return failed.size === 0;
    },
    get: (id) => table.get(endpointKey(id), anyEndpointSchema),
    list: async (partnerId, limit, cursor) => {
      const query = { ...after(partnerKey(partnerId).pk, endpointPrefix, cursor), Limit: limit };
      const { rows, next } = await table.page(query, endpointEntrySchema);
      return { items: await endpoints(rows.map(({ id }) => id)), nextCursor: next ? (rows.at(-1)?.id ?? null) : null };
    },
    async *all(size) {
      let start: Record<string, unknown> | undefined;
      do {
        const query = { ...after(allEndpoints, '', undefined), Limit: size, ExclusiveStartKey: start };
        const { rows, next } = await table.page(query, endpointEntrySchema);
        yield await endpoints(rows.map(({ id }) => id));
        start = next;
      } while (start !== undefined);
    },
    change: async (id, changes) => {
      const fields = Object.entries(changes).filter(([, value]) => value !== undefined);
      if (fields.length === 0) return table.get(endpointKey(id), endpointSchema);
      const held = await update(id, {
        UpdateExpression: `SET ${fields.map((_, at) => `#${at} = :${at}`).join(', ')}`,
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: Object.fromEntries(fields.map(([name], at) => [`#${at}`, name])),
        ExpressionAttributeValues: Object.fromEntries(fields.map(([, value], at) => [`:${at}`, value])),
      });
      return held ? table.get(endpointKey(id), endpointSchema) : undefined;
    },
    replaceSecrets: (id, before, after) =>
      update(id, {
        UpdateExpression: 'SET secrets = :after',
        ConditionExpression: 'secrets = :before',
        ExpressionAttributeValues: { ':before': before, ':after': after },
      }),
    disable: (id, reason, at, asRead = {}) => {
      const read = Object.entries(asRead);
      return update(id, {
        UpdateExpression: 'SET disabledReason = :reason, disabledAt = :at, toldAt = :none',
        ConditionExpression: ['disabledReason = :none', ...read.map(([name]) => `${name} = :${name}`)].join(' AND '),
        ExpressionAttributeValues: {
          ...{ ':reason': reason, ':at': at, ':none': null },
          ...Object.fromEntries(read.map(([name, value]) => [`:${name}`, value])),
        },
      });
    },
    setTold: async (id, disabledAt, at) => {
      await update(id, {
        UpdateExpression: 'SET toldAt = :at',
        ConditionExpression: 'disabledAt = :disabled',
        ExpressionAttributeValues: { ':at': at, ':disabled': disabledAt },
      });
    },
    setFailing: async (id, since) => {
      await update(id, {
        UpdateExpression: 'SET failingSince = :since',
        // of many failures the first counts
        ConditionExpression: since === null ? 'attribute_exists(pk)' : 'failingSince = :none',
        ExpressionAttributeValues: since === null ? { ':since': null } : { ':since': since, ':none': null },
      });
    },
    setRecovered: async (id, at, failingSince) => {
      await update(id, {
        UpdateExpression: 'SET failingSince = :none, recoveredAt = :at',
        ConditionExpression: 'disabledReason = :none AND failingSince = :since',
        ExpressionAttributeValues: { ':none': null, ':at': at, ':since': failingSince },
      });
    },
  };
};
