import { describe } from 'vitest';
import { createRulingStore } from '../../shared/adapters/dynamo/ruling-store.ts';
import { fakeRulingStore } from '../fakes/ruling-store.ts';
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
});
