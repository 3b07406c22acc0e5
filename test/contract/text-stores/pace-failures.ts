import { ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { createSenderPace } from '../../../shared/adapters/dynamo/sender-pace.ts';
import type { EmbeddedTables } from '../../embedded-tables.ts';

/** What only a store far away can do: fail. */
export const paceFailures = (tables: () => EmbeddedTables): void => {
  test('a failure is told to everybody who waits, and the next one asks anew', async () => {
    const pace = createSenderPace(tables().client, 'Nowhere', 10);
    for (const _ of [1, 2]) {
      const asked = [pace.take(1, false, 0), pace.take(1, true, 0), pace.slowDown(0)];
      const reasons = (await Promise.allSettled(asked)).map((end) => end.status === 'rejected' && end.reason);
      for (const reason of reasons) expect(reason).toBeInstanceOf(ResourceNotFoundException);
    }
  });
};
