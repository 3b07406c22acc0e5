import type { Broadcast, LedgerRow } from '../domain/broadcast.ts';
import type { CohortShard } from '../domain/cohort.ts';
import type { PhoneHash } from '../domain/subscriber.ts';
import { countOf, noCounts, plus, type TextCounts } from '../domain/text-counts.ts';
import type { TextLedger } from '../ports/text-ledger.ts';

/** A shard as its ledger has it: the counts, and who waits (44 characters a person, 60,000 of them in a cohort of a million). */
export interface CountedShard {
  readonly counts: TextCounts;
  readonly pending: readonly PhoneHash[];
  readonly deferred: readonly PhoneHash[];
}

/** Counts a shard, in one reading of its ledger. `mend` may move rows of a page first, and answers them as they are then. */
export const countShard = async (
  ledger: Pick<TextLedger, 'pages'>,
  { id }: Pick<Broadcast, 'id'>,
  shard: CohortShard,
  mend: (page: readonly LedgerRow[]) => Promise<readonly LedgerRow[]> = async (page) => page,
): Promise<CountedShard> => {
  let counts = noCounts();
  const pending: PhoneHash[] = [];
  const deferred: PhoneHash[] = [];
  for await (const page of ledger.pages(id, shard))
    for (const row of await mend(page)) {
      counts = plus(counts, countOf(row));
      if (row.state === 'pending') pending.push(row.hash);
      if (row.state === 'deferred') deferred.push(row.hash);
    }
  return { counts, pending, deferred };
};
