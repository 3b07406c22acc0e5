import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import {
  type FeedDirectory,
  type ListedArchive,
  listedArchiveSchema,
  listedFeedSchema,
  type YearOfCorrections,
  yearOfCorrectionsSchema,
} from '../../ports/feed-directory.ts';
import { createTable } from './table.ts';

const feeds = 'FEEDS';
const archives = 'ARCHIVES';
const corrections = 'CORRECTIONS';

/** Rows of the table Rulings. What this process has listed it does not list again. */
export const createFeedDirectory = (client: DynamoDBDocumentClient, tableName: string): FeedDirectory => {
  const table = createTable(client, tableName);
  const listed = new Map<string, string>();
  const expected = new Set<string>();

  return {
    list: async (wanted) => {
      for (const { facet, label } of wanted) {
        if (listed.get(facet) === label) continue;
        await table.put({ pk: feeds, sk: facet, facet, label });
        listed.set(facet, label);
      }
    },
    expectFeeds: async (wanted) => {
      for (const { facet, label } of wanted) {
        if (listed.has(facet)) continue;
        const isNew = { ConditionExpression: 'attribute_not_exists(pk)' };
        if (await table.put({ pk: feeds, sk: facet, facet, label }, isNew)) listed.set(facet, label);
      }
    },
    feedsAfter: async (facet, limit) => {
      const { rows } = await table.page(
        {
          KeyConditionExpression: 'pk = :feeds AND sk > :after',
          // no facet is shorter than a blank
          ExpressionAttributeValues: { ':feeds': feeds, ':after': facet ?? ' ' },
          Limit: limit,
        },
        listedFeedSchema,
      );
      return rows;
    },
    expectArchives: async (months) => {
      for (const month of months) {
        if (expected.has(month)) continue;
        await table.put(
          { pk: archives, sk: month, month, ready: false },
          { ConditionExpression: 'attribute_not_exists(pk)' },
        );
        expected.add(month);
      }
    },
    archiveStands: async (month) => {
      await table.put({ pk: archives, sk: month, month, ready: true });
    },
    archives: async () => {
      const found: ListedArchive[] = [];
      const query = { KeyConditionExpression: 'pk = :archives', ExpressionAttributeValues: { ':archives': archives } };
      for await (const row of table.rows(query, listedArchiveSchema)) found.push(row);
      return found;
    },
    correctionsStand: async (year) => {
      const isNew = { ConditionExpression: 'attribute_not_exists(pk)' };
      await table.put({ pk: corrections, sk: year, year, linked: false }, isNew);
    },
    correctionsAreLinked: async (year) => {
      await table.put({ pk: corrections, sk: year, year, linked: true });
    },
    yearsOfCorrections: async () => {
      const found: YearOfCorrections[] = [];
      const query = {
        KeyConditionExpression: 'pk = :corrections',
        ExpressionAttributeValues: { ':corrections': corrections },
      };
      for await (const row of table.rows(query, yearOfCorrectionsSchema)) found.push(row);
      return found;
    },
  };
};
