import { afterAll, beforeAll, describe, expect } from 'vitest';
import { type EmbeddedTables, openTables } from '../../embedded-tables.ts';
import { describeOnDynoxide, startDynoxide } from './dynoxide.ts';
import { productShapes } from './product-shapes.ts';
import { recordShapes } from './shapes.ts';

/**
 * An adapter's suite in each engine that stands in for DynamoDB. What it sends must be among what the engines' own contract holds
 * them to.
 */
export const inDynamo = (name: string, suite: (tables: () => EmbeddedTables) => void): void => {
  const over = (open: () => Promise<EmbeddedTables>) => () => {
    const sent = new Set<string>();
    let tables: EmbeddedTables;
    beforeAll(async () => {
      tables = await open();
      recordShapes(tables.client, sent);
    });
    afterAll(async () => {
      await tables.close();
      // the tables are made by the test
      const strange = [...sent].filter((shape) => !shape.startsWith('CreateTable') && !productShapes.includes(shape));
      expect(strange).toEqual([]);
    });
    suite(() => tables);
  };
  describe(`${name} in DynamoDB, as embedded`, over(openTables));
  describeOnDynoxide(
    `${name} in DynamoDB, as dynoxide has it`,
    over(() => openTables(startDynoxide)),
  );
};
