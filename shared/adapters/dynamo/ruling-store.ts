import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { rulingEventSchema } from '../../domain/event.ts';
import { idSchema } from '../../domain/ids.ts';
import { revisionSchema } from '../../domain/ruling.ts';
import {
  farewellEntrySchema,
  type Guarded,
  idempotentAnswerSchema,
  type RulingStore,
  rulingEntrySchema,
  rulingHeadSchema,
} from '../../ports/ruling-store.ts';
import { commitWrites, toOutcome } from './ruling-commit.ts';
import { groupWrites, toTogetherOutcome } from './ruling-group.ts';
import { listFacet } from './ruling-list.ts';
import {
  counterKey,
  eventKey,
  externalKey,
  facetPartition,
  farewellPartition,
  headKey,
  idempotencyKey,
  logKey,
  monthPartition,
  revisionKey,
  slugKey,
} from './ruling-rows.ts';
import { createTable } from './table.ts';
import { transact } from './transaction.ts';
import { findTranslations } from './translations.ts';

const counterSchema = z.object({ lastSequence: z.int() });
const placeSchema = z.object({ sequence: z.int() });
const guardSchema = z.object({ rulingId: idSchema('ruling') });
const keyedGuardSchema = guardSchema.extend({ pk: z.string() });
/** BatchGetItem takes so many keys. */
const maxBatch = 100;
// rows carry their keys beside the event; the event alone comes out
const logSchema = rulingEventSchema.strip();

/** The table Rulings: the truth, and the log that everything else follows. */
export const createRulingStore = (client: DynamoDBDocumentClient, tableName: string): RulingStore => {
  const table = createTable(client, tableName);

  return {
    head: (id) => table.get(headKey(id), rulingHeadSchema),
    revision: (id, revision) => table.get(revisionKey(id, revision), revisionSchema),
    revisions: (wanted) =>
      table.batchGet(
        wanted.map(({ id, revision }) => revisionKey(id, revision)),
        revisionSchema,
      ),
    newest: async (facet, limit) => {
      const { rows } = await table.page(
        {
          KeyConditionExpression: 'pk = :facet',
          ExpressionAttributeValues: { ':facet': facetPartition(facet) },
          ScanIndexForward: false,
          Limit: limit,
        },
        rulingEntrySchema,
      );
      return rows;
    },
    farewells: async (rating, limit) => {
      const { rows } = await table.page(
        {
          KeyConditionExpression: 'pk = :rating',
          ExpressionAttributeValues: { ':rating': farewellPartition(rating) },
          ScanIndexForward: false,
          Limit: limit,
        },
        farewellEntrySchema,
      );
      return rows;
    },
    ofMonth: (month) =>
      table.pages(
        {
          KeyConditionExpression: 'pk = :month',
          ExpressionAttributeValues: { ':month': monthPartition(month) },
        },
        rulingEntrySchema,
      ),
    translations: (of) => findTranslations(table, of),
    corrections: (from, until) =>
      table.pages(
        {
          KeyConditionExpression: 'pk = :corrections AND sk BETWEEN :from AND :until',
          // ids stand behind the time
          ExpressionAttributeValues: {
            ...{ ':corrections': facetPartition('corrections'), ':from': from, ':until': `${until}~` },
          },
        },
        rulingEntrySchema,
      ),
    event: (sequence) => table.get(logKey(sequence), logSchema),
    eventById: async (id) => {
      const place = await table.get(eventKey(id), placeSchema);
      return place && table.get(logKey(place.sequence), logSchema);
    },
    eventsAfter: async (after, limit) => {
      const { rows } = await table.page(
        {
          KeyConditionExpression: 'pk = :log AND sk > :after',
          ExpressionAttributeValues: { ':log': 'LOG', ':after': logKey(after).sk },
          Limit: limit,
        },
        logSchema,
      );
      // a query may see the end of a transaction before its middle: what follows a gap is left to the next call
      const gap = rows.findIndex(({ sequence }, at) => sequence !== after + 1 + at);
      return gap === -1 ? rows : rows.slice(0, gap);
    },
    lastSequence: async () => (await table.get(counterKey, counterSchema))?.lastSequence ?? 0,

    commit: async (commit, sequence) => toOutcome(await transact(client, commitWrites(tableName, commit, sequence))),
    commitTogether: async (commits, first) => {
      const group = groupWrites(tableName, commits, first);
      return toTogetherOutcome(await transact(client, group.writes), group);
    },
    findTaken: async (wanted) => {
      const keysOf = ({ externalId, slug }: Guarded) => [
        ...(externalId === null ? [] : [externalKey(externalId)]),
        slugKey(slug),
      ];
      const keys = new Map(wanted.flatMap(keysOf).map((key) => [key.pk, key]));
      const batches = Array.from({ length: Math.ceil(keys.size / maxBatch) }, (_, at) =>
        [...keys.values()].slice(at * maxBatch, (at + 1) * maxBatch),
      );
      const found = await Promise.all(batches.map((batch) => table.batchGet(batch, keyedGuardSchema)));
      const taken = new Map(found.flat().map(({ pk, rulingId }) => [pk, rulingId]));
      return wanted.map((one) => keysOf(one).flatMap(({ pk }) => taken.get(pk) ?? [])[0]);
    },
    answerTo: async (key, now) => {
      const row = await table.get(idempotencyKey(key), idempotentAnswerSchema.and(z.object({ expiresAt: z.number() })));
      return row && row.expiresAt > Date.parse(now) / 1000 ? idempotentAnswerSchema.parse(row) : undefined;
    },
    findByExternalId: async (externalId) => (await table.get(externalKey(externalId), guardSchema))?.rulingId,
    eventsOf: async (id, limit) => {
      // a projection reads the rows whole but sends only this: bodies stay where they are
      const { rows } = await table.page(
        {
          KeyConditionExpression: 'pk = :ruling AND begins_with(sk, :revisions)',
          ProjectionExpression: '#sequence',
          ExpressionAttributeNames: { '#sequence': 'sequence' },
          ExpressionAttributeValues: { ':ruling': headKey(id).pk, ':revisions': 'REV#' },
          ScanIndexForward: false,
          Limit: limit,
        },
        placeSchema,
      );
      const events = await table.batchGet(
        rows.map(({ sequence }) => logKey(sequence)),
        logSchema,
      );
      return events.sort((a, b) => b.sequence - a.sequence);
    },
    list: (query) => listFacet(table, query),
    history: async (id, limit, cursor) => {
      const { rows, next } = await table.page(
        {
          KeyConditionExpression: 'pk = :ruling AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: {
            ':ruling': headKey(id).pk,
            ':from': revisionKey(id, cursor === undefined ? 1 : Number(cursor) + 1).sk,
            ':to': 'REV#9999',
          },
          Limit: limit,
        },
        revisionSchema,
      );
      const last = rows.at(-1);
      return { items: rows, nextCursor: next && last ? String(last.revision) : null };
    },
  };
};
