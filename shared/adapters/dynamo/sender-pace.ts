import { setTimeout } from 'node:timers/promises';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import {
  freshSenderPace,
  type SenderPaceState,
  slowedPace,
  type TakenSegments,
  takeSegments,
} from '../../domain/sender-pace.ts';
import type { SenderPace } from '../../ports/sender-pace.ts';
import { createTable } from './table.ts';
import { paceKey } from './text-rows.ts';

const rowSchema = z.object({
  version: z.int(),
  tokens: z.number(),
  at: z.number(),
  rate: z.number(),
  slowedAt: z.number().nullable(),
  urgentUntil: z.number(),
});
type Row = z.output<typeof rowSchema>;

/** Full jitter up to 100 ms: about 2 s in all, after which the message comes back by its queue. */
const maxTries = 40;
const longestRetryMs = 100;

/** A call of this process: what it makes of the row's state, and who waits for its answer. */
interface Call {
  readonly now: number;
  readonly step: (state: SenderPaceState) => TakenSegments;
  readonly answer: PromiseWithResolvers<TakenSegments>;
}

/**
 * One row in the table Texts, replaced by whoever knows it as it is. The next call begins with the row as this one left it, and a failed
 * condition brings it as it is, so that it is read once in the life of a process. Calls that come while one is under way are answered
 * together, in one write: 25 texts that leave at once would else be in each other's way.
 */
export const createSenderPace = (client: DynamoDBDocumentClient, tableName: string, max: number): SenderPace => {
  const table = createTable(client, tableName);
  let seen: Row | undefined;

  const replace = async (before: Row | undefined, state: SenderPaceState): Promise<boolean> => {
    const after = { ...state, version: (before?.version ?? 0) + 1 };
    try {
      await client.send(
        new PutCommand({
          TableName: tableName,
          Item: { ...paceKey, ...after },
          ...(before === undefined
            ? { ConditionExpression: 'attribute_not_exists(pk)' }
            : { ConditionExpression: 'version = :seen', ExpressionAttributeValues: { ':seen': before.version } }),
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      seen = after;
      return true;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      seen = error.Item && rowSchema.parse(unmarshall(error.Item));
      return false;
    }
  };

  /** What each of the calls comes to, one after the other. */
  const answers = async (calls: readonly [Call, ...Call[]]): Promise<readonly TakenSegments[]> => {
    seen ??= await table.get(paceKey, rowSchema);
    for (let tries = 1; tries <= maxTries; tries += 1) {
      const before = seen;
      const first = before ?? freshSenderPace(max, calls[0].now);
      let state: SenderPaceState = first;
      const answered = calls.map(({ step }) => {
        const answer = step(state);
        state = answer.state;
        return answer;
      });
      // what refuses a text by an old row does by the newest too: others only took more meanwhile
      if (state === first || (await replace(before, state))) return answered;
      await setTimeout(Math.random() * Math.min(longestRetryMs, 5 * 2 ** tries));
    }
    throw new Error(`the pace of the sender was contended ${maxTries} times`);
  };

  const waiting: Call[] = [];
  let working = false;
  const work = async (): Promise<void> => {
    working = true;
    for (let [first, ...others] = waiting.splice(0); first !== undefined; [first, ...others] = waiting.splice(0)) {
      const calls: readonly [Call, ...Call[]] = [first, ...others];
      try {
        for (const [at, answer] of (await answers(calls)).entries()) calls[at]?.answer.resolve(answer);
      } catch (error) {
        for (const { answer } of calls) answer.reject(error);
      }
    }
    working = false;
  };
  const ask = async (now: number, step: Call['step']): Promise<TakenSegments> => {
    const answer = Promise.withResolvers<TakenSegments>();
    waiting.push({ now, step, answer });
    if (!working) void work();
    return answer.promise;
  };

  return {
    take: async (segments, urgent, now) => {
      const { taken, wait } = await ask(now, (state) => takeSegments(state, max, segments, urgent, now));
      return { taken, wait };
    },
    slowDown: async (now) => {
      await ask(now, (state) => ({ state: slowedPace(state, max, now), taken: true, wait: 0 }));
    },
  };
};
