import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { TextBudget } from '../../ports/text-budget.ts';
import { createTable } from './table.ts';
import { budgetKey } from './text-rows.ts';

const rowSchema = z.object({ spent: z.int() });

/** One row a month, in the table Texts. They are few, and the books of the newsroom: they stay. */
export const createTextBudget = (client: DynamoDBDocumentClient, tableName: string): TextBudget => {
  const table = createTable(client, tableName);
  return {
    reserve: async (month, micros, cap) => {
      // a month that has no row yet has spent nothing
      if (micros > cap) return false;
      return table.update(budgetKey(month), {
        UpdateExpression: 'ADD spent :micros',
        ConditionExpression: 'attribute_not_exists(pk) OR spent <= :left',
        ExpressionAttributeValues: { ':micros': micros, ':left': cap - micros },
      });
    },
    release: async (month, micros) => {
      await table.update(budgetKey(month), {
        UpdateExpression: 'ADD spent :micros',
        ExpressionAttributeValues: { ':micros': -micros },
      });
    },
    spent: async (month) => (await table.get(budgetKey(month), rowSchema))?.spent ?? 0,
  };
};
