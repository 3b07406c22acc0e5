import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { EndpointSwitch } from '../../ports/endpoint-switch.ts';
import { endpointEntryKey, endpointKey, partnersEndpointKey } from './endpoint-rows.ts';
import { transactPatiently } from './patient-transaction.ts';
import { dueRow } from './timetable.ts';
import type { Write } from './transaction.ts';

/** The switch of endpoints in the table Partners. */
export const createEndpointSwitch = (
  client: DynamoDBDocumentClient,
  tables: { readonly partners: string; readonly timetable: string },
): EndpointSwitch => ({
  enable: async (id, at, wake) => {
    const enabled: Write = {
      Update: {
        TableName: tables.partners,
        Key: endpointKey(id),
        UpdateExpression:
          'SET disabledReason = :none, disabledAt = :none, toldAt = :none, failingSince = :none, resumedAt = :at',
        ConditionExpression: 'kind = :webhook',
        ExpressionAttributeValues: { ':none': null, ':at': at, ':webhook': 'webhook' },
      },
    };
    const writes = new Map([
      ['endpoint', enabled],
      ['wake', dueRow(tables.timetable, wake)],
    ]);
    return (await transactPatiently(client, writes)).size === 0;
  },
  remove: async ({ id, partnerId }, wake) => {
    const keys = [endpointKey(id), endpointEntryKey(id), partnersEndpointKey(partnerId, id)];
    const writes = keys.map(({ pk, sk }): [string, Write] => [
      pk + sk,
      { Delete: { TableName: tables.partners, Key: { pk, sk } } },
    ]);
    await transactPatiently(client, new Map([...writes, ['wake', dueRow(tables.timetable, wake)]]));
  },
});
