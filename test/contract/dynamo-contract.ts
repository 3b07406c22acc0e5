import { beforeEach, describe, expect, type RunnerTask, test } from 'vitest';
import { batches } from './dynamo/batches.ts';
import { conditions } from './dynamo/conditions.ts';
import { indexes } from './dynamo/indexes.ts';
import { productShapes } from './dynamo/product-shapes.ts';
import { protocol } from './dynamo/protocol.ts';
import { queries } from './dynamo/queries.ts';
import { recordShapes } from './dynamo/shapes.ts';
import { streams } from './dynamo/streams.ts';
import { tables } from './dynamo/tables.ts';
import { transactions } from './dynamo/transactions.ts';
import type { OpenDynamo } from './dynamo/under-test.ts';
import { updates } from './dynamo/updates.ts';

/** What an engine is known to do otherwise than AWS says DynamoDB does, by the name of the test. */
export type Divergences = Readonly<Record<string, { readonly does: string; readonly source: string }>>;

const parts = [conditions, updates, queries, indexes, batches, transactions, streams, tables, protocol];

const namesOf = (tasks: readonly RunnerTask[]): string[] =>
  tasks.flatMap((task) => (task.type === 'suite' ? namesOf(task.tasks) : [task.name]));

/**
 * What any engine must do that stands in for DynamoDB here; `open` starts an empty one. A test of a divergence must fail: one that
 * passes some day has to leave the list.
 */
export const dynamoContract = (name: string, open: OpenDynamo, divergences: Divergences = {}): void => {
  const sent = new Set<string>();
  const openRecorded: OpenDynamo = async () => {
    const engine = await open();
    recordShapes(engine.client, sent);
    return engine;
  };

  describe(name, () => {
    beforeEach(({ task }) => {
      if (task.name in divergences) Object.assign(task, { fails: true });
    });
    for (const part of parts) part(openRecorded);

    test('it was asked whatever the product asks', () => {
      expect(productShapes.filter((shape) => !sent.has(shape))).toEqual([]);
    });

    test('every divergence is of a test that there is', ({ task }) => {
      expect(namesOf(task.file.tasks)).toEqual(expect.arrayContaining(Object.keys(divergences)));
    });
  });
};
