import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';

export type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/**
 * How a transaction ended. Without a commit, `failed` has each named write whose condition did not hold, with the row as it
 * stands where the write asked for it (`ReturnValuesOnConditionCheckFailure: 'ALL_OLD'`); `contended` says that another
 * transaction was at one of the rows, and that the same writes may succeed when they are tried again.
 */
export type TransactionOutcome =
  | { readonly committed: true }
  | {
      readonly committed: false;
      readonly contended: boolean;
      readonly failed: ReadonlyMap<string, Record<string, unknown>>;
    };

/** Writes all or nothing, at most 100 items. Whatever is neither a failed condition nor contention is thrown. */
export const transact = async (
  client: DynamoDBDocumentClient,
  writes: ReadonlyMap<string, Write>,
): Promise<TransactionOutcome> => {
  try {
    await client.send(new TransactWriteCommand({ TransactItems: [...writes.values()] }));
    return { committed: true };
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const reasons = [...writes.keys()].map((name, at) => ({ name, ...error.CancellationReasons?.[at] }));
    const failed = reasons.filter(({ Code }) => Code === 'ConditionalCheckFailed');
    const contended = reasons.some(({ Code }) => Code === 'TransactionConflict');
    if (failed.length === 0 && !contended) throw error;
    return {
      committed: false,
      contended,
      failed: new Map(failed.map(({ name, Item }) => [name, Item === undefined ? {} : unmarshall(Item)])),
    };
  }
};

/** Writes without conditions, all or nothing; contention is thrown like any other failure. */
export const writeAll = async (client: DynamoDBDocumentClient, ...writes: Write[]): Promise<void> => {
  const outcome = await transact(client, new Map(writes.map((write, at) => [String(at), write])));
  if (!outcome.committed) throw new Error('another transaction was at the same rows');
};
