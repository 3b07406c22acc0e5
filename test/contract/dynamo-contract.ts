import { describe } from 'vitest';
import { conditions } from './dynamo/conditions.ts';
import { queries } from './dynamo/queries.ts';
import { streams } from './dynamo/streams.ts';
import { transactions } from './dynamo/transactions.ts';
import type { OpenDynamo } from './dynamo/under-test.ts';
import { updates } from './dynamo/updates.ts';

/** What any engine must do that stands in for DynamoDB here; `open` starts an empty one. */
export const dynamoContract = (name: string, open: OpenDynamo): void => {
  describe(name, () => {
    conditions(open);
    updates(open);
    queries(open);
    transactions(open);
    streams(open);
  });
};
