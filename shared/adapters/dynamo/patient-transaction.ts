import { setTimeout } from 'node:timers/promises';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { transact, type Write } from './transaction.ts';

/** Ten tries with full jitter up to 1 s each: about 3 s in all. */
const maxTries = 10;
const longestWaitMs = 1000;

/**
 * A transaction that tries again while others are at its rows, and then throws. Answers the writes whose condition did not
 * hold, by their names, with the row where a write asked for it; none when it is committed.
 */
export const transactPatiently = async (
  client: DynamoDBDocumentClient,
  writes: ReadonlyMap<string, Write>,
): Promise<ReadonlyMap<string, Record<string, unknown>>> => {
  for (let tries = 1; tries <= maxTries; tries += 1) {
    const outcome = await transact(client, writes);
    if (outcome.committed) return new Map();
    if (outcome.failed.size > 0) return outcome.failed;
    await setTimeout(Math.random() * Math.min(longestWaitMs, 10 * 2 ** tries));
  }
  throw new Error(`rows were contended ${maxTries} times: ${[...writes.keys()].join(', ')}`);
};
