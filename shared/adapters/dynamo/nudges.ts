import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { idSchema, type PartnerId } from '../../domain/ids.ts';
import type { Nudges } from '../../ports/nudges.ts';
import { partnerKey } from './endpoint-rows.ts';
import { createTable, type Key } from './table.ts';

const toldKey = (partnerId: PartnerId): Key => ({ pk: partnerKey(partnerId).pk, sk: 'NUDGED' });
const stoppedKey: Key = { pk: 'NUDGES', sk: 'STOPPED' };

const toldSchema = z.object({ partnerId: idSchema('partner'), day: z.string() });
const stoppedSchema = z.object({ partnerId: idSchema('partner').nullable() });

/** In the table Partners: a mark beside each partner, and one row for how far the job came. */
export const createNudges = (client: DynamoDBDocumentClient, tableName: string): Nudges => {
  const table = createTable(client, tableName);
  return {
    lastTold: async (partnerIds) => {
      const rows = await table.batchGet(partnerIds.map(toldKey), toldSchema);
      return new Map(rows.map(({ partnerId, day }) => [partnerId, day]));
    },
    markTold: async (partnerId, day) => {
      await table.put({ ...toldKey(partnerId), partnerId, day });
    },
    stoppedAfter: async () => (await table.get(stoppedKey, stoppedSchema))?.partnerId ?? null,
    stopAfter: async (partnerId) => {
      await table.put({ ...stoppedKey, partnerId });
    },
  };
};
