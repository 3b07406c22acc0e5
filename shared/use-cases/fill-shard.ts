import { isUrgent, type LedgerRow, mayHaveHeard, saidOf, variantFrom } from '../domain/broadcast.ts';
import type { CohortShard } from '../domain/cohort.ts';
import { hearsNow, type Subscriber, type SubscriberStatus } from '../domain/subscriber.ts';
import type { SubscriberStore } from '../ports/subscriber-store.ts';
import { type AddPeopleDeps, addPeople } from './add-people.ts';
import { sinceCalledOff } from './close-earlier.ts';
import type { Met } from './find-elsewhere.ts';
import type { Frozen } from './freeze-broadcast.ts';
import { stillOwed, type TakeOutDeps, takeOutWaiting, wasWaiting } from './take-out-waiting.ts';

export type FillDeps = TakeOutDeps &
  AddPeopleDeps & { readonly subscribers: Pick<SubscriberStore, 'findMany' | 'cohort'> };

/**
 * Gives every person of one shard's audience a row, and answers how many it came across. A row is only ever added, so a plan that comes
 * again, or runs twice at once, changes nothing for who has one. Who got, or may have got, something earlier (a broadcast, a digest, an
 * answer) comes first, the newest of it first, and is told what changed; who was still waiting for one is taken out of it, and gets a first
 * text. By a silent broadcast only those hear who were still waiting for the newest earlier one that has them; by a silent retraction, only
 * those of them who were waiting for a correction.
 */
export const fillShard =
  (deps: FillDeps) =>
  async (frozen: Omit<Frozen, 'fresh'>, shard: CohortShard): Promise<number> => {
    const { broadcast, earlier, silent } = frozen;
    const { rulingId } = broadcast;
    let met = 0;
    // who is only away heard the error all the same: their correction waits for them for a week
    const heardAndThere: readonly SubscriberStatus[] = isUrgent(broadcast)
      ? ['active', 'paused', 'dormant']
      : ['active'];
    const owed = silent ? await stillOwed(deps, earlier, rulingId, shard) : undefined;
    const give = async (people: readonly Subscriber[], variant: string, by: Met): Promise<void> => {
      const owing = owed ? people.filter(({ hash }) => owed.has(hash)) : people;
      met += owing.length;
      await addPeople(deps)(frozen, shard, variant, owing, by);
    };
    for (const old of earlier) {
      const heard = saidOf(old, rulingId);
      if (!heard) continue;
      for await (const rows of takeOutWaiting(deps, old, rulingId, shard))
        await give(await stillThere(deps, rows.filter(mayHaveHeard), heardAndThere), variantFrom(heard), 'by-row');
    }
    if (broadcast.kind === 'retraction') return met;
    for (const old of sinceCalledOff(earlier))
      for await (const rows of takeOutWaiting(deps, old, rulingId, shard))
        await give(await stillThere(deps, rows.filter(wasWaiting), ['active']), 'first', 'by-row');
    if (broadcast.wide)
      for await (const page of deps.subscribers.cohort(shard))
        await give(
          page.filter((subscriber) => hearsNow(subscriber, broadcast.audience)),
          'first',
          'by-wish',
        );
    return met;
  };

const stillThere = async (
  { subscribers }: FillDeps,
  rows: readonly LedgerRow[],
  statuses: readonly SubscriberStatus[],
): Promise<Subscriber[]> => {
  if (rows.length === 0) return [];
  const found = await subscribers.findMany(rows.map(({ hash }) => hash));
  return found.filter(({ status }) => statuses.includes(status));
};
