import { describe, expect, test } from 'vitest';
import { logKey } from '../../shared/adapters/dynamo/ruling-rows.ts';
import { createRulingStore } from '../../shared/adapters/dynamo/ruling-store.ts';
import { createTable } from '../../shared/adapters/dynamo/table.ts';
import { fakeRulingStore } from '../fakes/ruling-store.ts';
import { publishing } from '../samples/commit.ts';
import { inDynamo } from './dynamo/in-dynamo.ts';
import { commits } from './ruling-store/commits.ts';
import { lists } from './ruling-store/lists.ts';
import { reads } from './ruling-store/reads.ts';
import { together } from './ruling-store/together.ts';
import type { OpenRulingStore } from './ruling-store/under-test.ts';

const rulingStoreContract = (open: OpenRulingStore): void => {
  reads(open);
  commits(open);
  lists(open);
  together(open);
};

describe('the rulings store in memory', () => rulingStoreContract(async () => fakeRulingStore()));

inDynamo('the rulings store', (tables) => {
  rulingStoreContract(async () => createRulingStore(tables().client, await tables().make()));

  test('what follows an event that cannot be seen yet is not read before it', async () => {
    const [{ client }, TableName] = [tables(), await tables().make()];
    const rulings = createRulingStore(client, TableName);
    for (let sequence = 1; sequence <= 4; sequence += 1)
      await rulings.commit(publishing('2026-11-20T12:00:00.000Z'), sequence);
    await createTable(client, TableName).remove(logKey(3));
    const sequences = async (after: number) => (await rulings.eventsAfter(after, 10)).map(({ sequence }) => sequence);
    expect(await sequences(0)).toEqual([1, 2]);
    expect(await sequences(2)).toEqual([]);
    expect(await sequences(3)).toEqual([4]);
  });
});
