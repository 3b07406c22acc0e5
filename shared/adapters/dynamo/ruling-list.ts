import { type RulingEntry, type RulingStore, rulingEntrySchema } from '../../ports/ruling-store.ts';
import { facetPartition } from './ruling-rows.ts';
import type { Table } from './table.ts';

/** A filter may pass over many rows for one that fits; after so many pages the caller gets a cursor and asks again. */
const maxPages = 10;

/** One page of a facet's list, newest change first. A page may hold fewer than `limit` and still have a next one. */
export const listFacet: (table: Table, query: Parameters<RulingStore['list']>[0]) => ReturnType<RulingStore['list']> =
  async (table, { facet, also, updatedAfter, limit, cursor }) => {
    const pk = facetPartition(facet);
    const conditions = [
      ...also.map((_, at) => `contains(facets, :also${at})`),
      ...(updatedAfter === undefined ? [] : ['updatedAt > :updatedAfter']),
    ];
    const items: RulingEntry[] = [];
    let start = cursor;
    for (let pages = 0; pages < maxPages; pages++) {
      const { rows, next } = await table.page(
        {
          KeyConditionExpression: 'pk = :facet',
          ...(conditions.length > 0 ? { FilterExpression: conditions.join(' AND ') } : {}),
          ExpressionAttributeValues: {
            ':facet': pk,
            ...Object.fromEntries(also.map((value, at) => [`:also${at}`, value])),
            ...(updatedAfter === undefined ? {} : { ':updatedAfter': updatedAfter }),
          },
          ScanIndexForward: false,
          Limit: limit,
          ...(start === undefined ? {} : { ExclusiveStartKey: { pk, sk: start } }),
        },
        rulingEntrySchema,
      );
      items.push(...rows);
      const last = items[limit - 1];
      if (last && (next || items.length > limit))
        return { items: items.slice(0, limit), nextCursor: `${last.changedAt}#${last.id}` };
      if (!next) return { items, nextCursor: null };
      start = String(next['sk']);
    }
    return { items, nextCursor: start ?? null };
  };
