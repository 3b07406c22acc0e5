import { type Broadcast, type LedgerRow, variantFrom } from '../domain/broadcast.ts';
import { type CohortShard, zoneKeyOfShard } from '../domain/cohort.ts';
import type { WindowAt } from '../domain/quiet-hours.ts';
import { hearsNow, type PhoneHash } from '../domain/subscriber.ts';
import { noCounts, plus } from '../domain/text-counts.ts';
import { awaiting, reached } from '../domain/text-ledger.ts';
import type { BroadcastStore } from '../ports/broadcast-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { SubscriberStore } from '../ports/subscriber-store.ts';
import type { TextLedger } from '../ports/text-ledger.ts';
import { advanceText } from './advance-text.ts';
import type { Frozen } from './freeze-broadcast.ts';
import { inParallel } from './in-parallel.ts';

export interface FillDeps {
  readonly broadcasts: Pick<BroadcastStore, 'addToTally'>;
  readonly ledger: TextLedger;
  readonly subscribers: Pick<SubscriberStore, 'findMany' | 'cohort'>;
  readonly windowAt: WindowAt;
  readonly clock: Clock;
}

/** Rows written at a time. */
const lanes = 16;

/**
 * Gives every person of one shard's audience a row, and answers how many it came across. A row is only ever added, so a plan that comes
 * again, or runs twice at once, changes nothing for who has one. Who got, or may have got, an earlier broadcast comes first and is told
 * what changed; who was still waiting for one is taken out of it, and gets a first text. By a silent broadcast only those hear who were
 * still waiting for the newest earlier one; by a silent retraction, only those of them who were waiting for a correction.
 */
export const fillShard =
  (deps: FillDeps) =>
  async ({ broadcast, earlier, silent }: Omit<Frozen, 'fresh'>, shard: CohortShard): Promise<number> => {
    let met = 0;
    const owed = silent ? await stillOwed(deps, earlier[0], shard) : undefined;
    const give = async (people: readonly PhoneHash[], variant: string): Promise<void> => {
      const hashes = owed ? people.filter((hash) => owed.has(hash)) : people;
      met += hashes.length;
      const row = rowFor(deps, broadcast, shard, variant);
      await inParallel(lanes, hashes, async (hash) => {
        await deps.ledger.add({ ...row, hash });
      });
    };
    for (const old of earlier)
      for await (const page of deps.ledger.pages(old.id, shard)) {
        const closed = await closeRows(deps, old, shard, page);
        const heard = closed.filter(({ state }) => reached.includes(state));
        await give(await stillActive(deps, heard), variantFrom(old));
      }
    if (broadcast.kind === 'retraction') return met;
    for (const old of earlier)
      for await (const page of deps.ledger.pages(old.id, shard)) {
        const waited = page.filter(wasWaiting);
        await give(await stillActive(deps, waited), 'first');
      }
    if (broadcast.wide)
      for await (const page of deps.subscribers.cohort(shard)) {
        const wanting = page.filter((subscriber) => hearsNow(subscriber, broadcast.audience));
        await give(
          wanting.map(({ hash }) => hash),
          'first',
        );
      }
    return met;
  };

/** A row as it starts, by what the cohort's clock says now. */
const rowFor = (
  { windowAt, clock }: FillDeps,
  broadcast: Broadcast,
  cohort: CohortShard,
  variant: string,
): Omit<LedgerRow, 'hash'> => {
  const window = windowAt(zoneKeyOfShard(cohort), clock.now());
  const never = !window.open && window.until === null;
  return {
    broadcastId: broadcast.id,
    cohort,
    rulingId: broadcast.rulingId,
    revision: broadcast.revision,
    via: 'broadcast',
    state: window.open ? 'pending' : never ? 'skipped' : 'deferred',
    variant,
    segments: broadcast.variants[variant]?.segments ?? 0,
    at: new Date(clock.now()).toISOString(),
    sid: null,
    code: null,
    reason: never ? 'no-window' : null,
  };
};

/** Takes those out of a closed broadcast who still wait in it; answers the rows as they then are. */
const closeRows = async (
  { ledger, broadcasts, clock }: FillDeps,
  { id }: Broadcast,
  shard: CohortShard,
  page: readonly LedgerRow[],
): Promise<LedgerRow[]> => {
  const waiting = page.filter(({ state }) => awaiting.includes(state));
  if (waiting.length === 0) return [...page];
  const after = new Map(page.map((row) => [row.hash, row]));
  let change = noCounts();
  await inParallel(lanes, waiting, async (row) => {
    const at = new Date(clock.now()).toISOString();
    const moved = await advanceText(ledger)(row, row, 'skipped', at, { reason: 'superseded' });
    if (moved?.change) change = plus(change, moved.change);
    after.set(row.hash, { ...row, state: moved?.state ?? row.state });
  });
  await broadcasts.addToTally(id, shard, change);
  return [...after.values()];
};

/** Who was waiting in the newest earlier broadcast when a silent one closed it. */
const stillOwed = async (
  deps: FillDeps,
  newest: Broadcast | undefined,
  shard: CohortShard,
): Promise<Set<PhoneHash>> => {
  const owed = new Set<PhoneHash>();
  if (newest === undefined) return owed;
  for await (const page of deps.ledger.pages(newest.id, shard)) {
    await closeRows(deps, newest, shard, page);
    const closed = await deps.ledger.findMany(page);
    for (const row of closed) if (wasWaiting(row)) owed.add(row.hash);
  }
  return owed;
};

const wasWaiting = ({ state, reason }: LedgerRow): boolean => state === 'skipped' && reason === 'superseded';

const stillActive = async ({ subscribers }: FillDeps, rows: readonly LedgerRow[]): Promise<PhoneHash[]> => {
  if (rows.length === 0) return [];
  const found = await subscribers.findMany(rows.map(({ hash }) => hash));
  return found.filter(({ status }) => status === 'active').map(({ hash }) => hash);
};
