/** Counts what an engine is asked, and the capacity that DynamoDB would take for it. */
import type { Item } from '../../local/dynamo/attribute-value.ts';
import type { Admit } from '../../local/dynamo/server.ts';
import { createDynamoMeter, type Place, updatedBy } from '../cost/dynamo-usage.ts';
import { plus, type Usage } from '../cost/usage.ts';
import { indexesOf } from './tables.ts';

/** Who signs with this key id only looks, and is not counted. */
export const onlooker = 'onlooker';

/**
 * Units are counted where `units` says so: it takes a reading of each item that is updated. Each call is counted for itself, without
 * remembering what stood there before: a row's size changes by some bytes, within the same unit, and nothing leaves an index here.
 */
export const createCallCounter = (read: (place: Place) => Promise<Item | undefined>) => {
  let calls: Record<string, number> = {};
  let usage: Usage = {};
  let counting: Promise<void>[] = [];
  let units = false;

  const count = async (operation: string, input: object, output: unknown): Promise<void> => {
    // the meter knows a part of a transaction by the same name as the whole
    const action = `dynamodb:${operation}`;
    const updated = await Promise.all(updatedBy(action, input).map(read));
    usage = plus(usage, createDynamoMeter(indexesOf).usageOf({ action, input, output, updated }));
  };

  const admit: Admit = async (authorization, target, input, act) => {
    if (authorization?.includes(`Credential=${onlooker}/`)) return act();
    const operation = target.split('.').at(-1) ?? target;
    calls[operation] = (calls[operation] ?? 0) + 1;
    const output = await act();
    if (units) counting.push(count(operation, input, output));
    return output;
  };

  return {
    admit,
    countUnits: (on: boolean): void => {
      units = on;
    },
    /** Since the last time. */
    take: async (): Promise<{ calls: Readonly<Record<string, number>>; usage: Usage }> => {
      await Promise.all(counting);
      const taken = { calls, usage };
      [calls, usage, counting] = [{}, {}, []];
      return taken;
    },
  };
};
