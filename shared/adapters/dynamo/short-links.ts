import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { digitsFrom, idSchema } from '../../domain/ids.ts';
import type { ShortLink, ShortLinks } from '../../ports/short-links.ts';
import { createTable } from './table.ts';
import { linkKey } from './text-rows.ts';

const linkSchema = z.object({
  code: z.string(),
  url: z.string(),
  broadcastId: idSchema('broadcast').nullable(),
  rulingId: idSchema('ruling').nullable(),
});
const clicksSchema = z.object({ clicks: z.int().default(0) });

/** A code is 40 bits: of a million links, two meet with a probability of a third. The second is salted anew. */
const codeLength = 8;
export type CodeOf = (link: Omit<ShortLink, 'code'>, salt: number) => string;
const codeOf: CodeOf = ({ broadcastId, rulingId, url }, salt) =>
  digitsFrom(JSON.stringify([broadcastId, rulingId, url, salt]), codeLength);

const isSame = (one: Omit<ShortLink, 'code'>, other: Omit<ShortLink, 'code'>): boolean =>
  one.broadcastId === other.broadcastId && one.rulingId === other.rulingId && one.url === other.url;

/** Short links, in the table Texts: a code in a text must lead somewhere for as long as the text is on a phone, so they stay. */
export const createShortLinks = (
  client: DynamoDBDocumentClient,
  tableName: string,
  code: CodeOf = codeOf,
): ShortLinks => {
  const table = createTable(client, tableName);
  const find = (named: string) => table.get(linkKey(named), linkSchema);
  return {
    shorten: async ({ url, broadcastId, rulingId }) => {
      for (let salt = 0; ; salt += 1) {
        const link = { code: code({ url, broadcastId, rulingId }, salt), url, broadcastId, rulingId };
        const row = { ...linkKey(link.code), ...link };
        if (await table.put(row, { ConditionExpression: 'attribute_not_exists(pk)' })) return link.code;
        const there = await find(link.code);
        if (there !== undefined && isSame(there, link)) return link.code;
      }
    },
    find,
    click: async (named) => {
      await table.update(linkKey(named), {
        UpdateExpression: 'ADD clicks :one',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':one': 1 },
      });
    },
    clicks: async (codes) => {
      const rows = await table.batchGet([...new Set(codes)].map(linkKey), clicksSchema);
      return rows.reduce((sum, { clicks }) => sum + clicks, 0);
    },
  };
};
