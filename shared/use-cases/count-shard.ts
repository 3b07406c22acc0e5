import type { Broadcast } from '../domain/broadcast.ts';
import type { CohortShard } from '../domain/cohort.ts';
import type { PhoneHash } from '../domain/subscriber.ts';
import { countOf, noCounts, plus, type TextCounts } from '../domain/text-counts.ts';
import type { TextLedger } from '../ports/text-ledger.ts';

/** A shard as its ledger has it: the counts, and who is pending (44 characters a person, 60,000 of them in a cohort of a million). */
export const countShard = async (
  ledger: Pick<TextLedger, 'pages'>,
  { id }: Pick<Broadcast, 'id'>,
  shard: CohortShard,
): Promise<{ counts: TextCounts; pending: PhoneHash[] }> => {
  let counts = noCounts();
  const pending: PhoneHash[] = [];
  for await (const page of ledger.pages(id, shard))
    for (const row of page) {
      counts = plus(counts, countOf(row));
      if (row.state === 'pending') pending.push(row.hash);
    }
  return { counts, pending };
};
