import { afterAll, beforeAll, describe } from 'vitest';
import { createRulingStore } from '../../shared/adapters/dynamo/ruling-store.ts';
import { type EmbeddedTables, openTables } from '../embedded-tables.ts';
import { fakeRulingStore } from '../fakes/ruling-store.ts';
import { commits } from './ruling-store/commits.ts';
import { lists } from './ruling-store/lists.ts';
import { reads } from './ruling-store/reads.ts';
import type { OpenRulingStore } from './ruling-store/under-test.ts';

const rulingStoreContract = (open: OpenRulingStore): void => {
  reads(open);
  commits(open);
  lists(open);
};

describe('the rulings store in memory', () => rulingStoreContract(async () => fakeRulingStore()));

describe('the rulings store in DynamoDB', () => {
  let tables: EmbeddedTables;
  beforeAll(async () => {
    tables = await openTables();
  });
  afterAll(() => tables.close());
  rulingStoreContract(async () => createRulingStore(tables.client, await tables.make()));
});
