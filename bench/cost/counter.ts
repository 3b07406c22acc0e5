import { open } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { CallWatch } from '../../local/aws/call-watch.ts';
import type { Call } from '../../local/aws/policy.ts';
import type { Item } from '../../local/dynamo/attribute-value.ts';
import { invocations } from '../../local/lambda/function-pool.ts';
import { usageOfCall, usageOfInvocation } from './call-usage.ts';
import { createDynamoMeter, type DynamoCall, type Place, updatedBy } from './dynamo-usage.ts';
import { usageOfLog } from './log-usage.ts';
import type { Stack } from './stack.ts';
import { plus, type Usage, type UsageByPart } from './usage.ts';

export interface Counter {
  readonly watch: CallWatch;
  /** Items that were updated are read here. */
  readFrom(read: (place: Place) => Promise<Item | undefined>): void;
  /** Milliseconds since a function other than the sweep, which runs each second here, did anything. */
  quietMs(): number;
  /** What was used since the last time. Only when all is quiet: a call under way would count as refused. */
  take(): Promise<UsageByPart>;
}

const invokedSchema = z.object({ functionName: z.string(), event: z.string(), ms: z.number() });

interface Told extends Omit<DynamoCall, 'updated'> {
  readonly part: string;
  readonly updated: Promise<readonly (Item | undefined)[]>;
}

/** What was appended to a file since the last time. */
const createTail = (path: string) => {
  let read = 0;
  return async (): Promise<string> => {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      const { buffer } = await file.read({ buffer: Buffer.alloc(size - read), position: read });
      read = size;
      return buffer.toString();
    } finally {
      await file.close();
    }
  };
};

/** A write whose condition did not hold took what it would have taken; counted here at the least that it may have. */
const usageOfRefused = (calls: readonly Call[]): Usage => {
  const writes = calls.filter(({ action }) => /^dynamodb:(Put|Update|Delete|ConditionCheck)/.test(action)).length;
  return { dynamoWrites: calls.length > 1 ? 2 * writes : writes };
};

/** Counts what the functions of an embedded wire do, by what AWS would take for it. */
export const createCounter = ({ functions, indexesOf }: Stack, dataDir: string): Counter => {
  const meter = createDynamoMeter(indexesOf);
  const tails = [...functions].map(([principal, { name }]) => ({
    name,
    tail: createTail(join(dataDir, 'log', `${principal}.log`)),
  }));
  let reader: ((place: Place) => Promise<Item | undefined>) | undefined;
  let told: Told[] = [];
  let counted: { part: string; usage: Usage }[] = [];
  const underWay = new Map<readonly Call[], string>();
  let stirredAt = 0;

  const functionOf = (principal: string) => {
    const found = functions.get(principal);
    if (!found) throw new Error(`the template has no function ${principal}`);
    if (found.name !== 'sweep') stirredAt = performance.now();
    return found;
  };

  const watch: CallWatch = {
    async before(principal, calls) {
      underWay.set(calls, functionOf(principal).name);
    },
    async after(principal, calls, { input, output }) {
      underWay.delete(calls);
      const part = functionOf(principal).name;
      const action = calls[0]?.action ?? '';
      if (!action.startsWith('dynamodb:')) {
        counted.push({ part, usage: usageOfCall(action, input) });
        return;
      }
      // not waited for: the function's own time is counted too
      const updated = Promise.all(updatedBy(action, input).map((place) => reader?.(place)));
      told.push({ part, action, input, output, updated });
    },
  };

  invocations.subscribe((message) => {
    const { functionName, event, ms } = invokedSchema.parse(message);
    const { name: part, memoryMb } = functionOf(functionName);
    counted.push({ part, usage: usageOfInvocation({ event, ms, memoryMb }) });
  });

  return {
    watch,
    readFrom: (read) => (reader = read),
    quietMs: () => performance.now() - stirredAt,
    async take() {
      const [calls, others, refused] = [told, counted, [...underWay]];
      told = [];
      counted = [];
      underWay.clear();
      for (const { part, updated, ...call } of calls)
        others.push({ part, usage: meter.usageOf({ ...call, updated: await updated }) });
      for (const [asked, part] of refused) others.push({ part, usage: usageOfRefused(asked) });
      for (const { name, tail } of tails) others.push({ part: name, usage: usageOfLog(await tail()) });
      const parts = Map.groupBy(others, ({ part }) => part);
      return Object.fromEntries([...parts].map(([part, all]) => [part, plus(...all.map(({ usage }) => usage))]));
    },
  };
};
