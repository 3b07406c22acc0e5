import { type Broadcast, type LedgerRow, variantFrom } from '../domain/broadcast.ts';
import { type CohortShard, zoneKeyOfShard } from '../domain/cohort.ts';
import type { WindowAt } from '../domain/quiet-hours.ts';
import { hearsNow, type PhoneHash } from '../domain/subscriber.ts';
import { noCounts, plus } from '../domain/text-counts.ts';
import { awaiting, reached, stalePostingMs } from '../domain/text-ledger.ts';
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
/** So often we look whether somebody's text has left; a try at Twilio takes 0.1 s, and 15 s at most. */
const lookAgainMs = 1_000;

/**
 * Gives every person of one shard's audience a row, and answers how many it came across. A row is only ever added, so a plan that comes
 * again, or runs twice at once, changes nothing for who has one. Who got, or may have got, an earlier broadcast comes first and is told
 * what changed; who was still waiting for one is taken out of it, and gets a first text. By a silent broadcast only those hear who were
 * still waiting for the newest earlier one that has them; by a silent retraction, only those of them who were waiting for a correction.
 */
export const fillShard =
  (deps: FillDeps) =>
  async ({ broadcast, earlier, silent }: Omit<Frozen, 'fresh'>, shard: CohortShard): Promise<number> => {
    let met = 0;
    const owed = silent ? await stillOwed(deps, earlier, shard) : undefined;
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

/**
 * Who was waiting, when a silent broadcast closed them, in the newest of the earlier broadcasts that has them. A plan that was stopped
 * halfway has not everybody, so older ones are asked too.
 */
const stillOwed = async (
  deps: FillDeps,
  earlier: readonly Broadcast[],
  shard: CohortShard,
): Promise<ReadonlySet<PhoneHash>> => {
  const newest = new Map<PhoneHash, LedgerRow>();
  for (const old of earlier)
    for await (const page of deps.ledger.pages(old.id, shard))
      for (const row of await atRest(deps, old, shard, page)) if (!newest.has(row.hash)) newest.set(row.hash, row);
  return new Set([...newest.values()].filter(wasWaiting).map(({ hash }) => hash));
};

/**
 * Rows of a closed broadcast once nobody in them is being texted: whoever's text turns out not to have left was waiting still. What a dead
 * process left behind stays in doubt.
 */
const atRest = async (
  deps: FillDeps,
  old: Broadcast,
  shard: CohortShard,
  page: readonly LedgerRow[],
): Promise<readonly LedgerRow[]> => {
  const isLeaving = ({ state, at }: LedgerRow): boolean =>
    state === 'posting' && deps.clock.now() - Date.parse(at) <= stalePostingMs;
  for (let rows = page; ; ) {
    await closeRows(deps, old, shard, rows);
    rows = await deps.ledger.findMany(page);
    if (rows.some(isLeaving)) await deps.clock.sleep(lookAgainMs);
    else if (!rows.some(({ state }) => awaiting.includes(state))) return rows;
  }
};

const wasWaiting = ({ state, reason }: LedgerRow): boolean => state === 'skipped' && reason === 'superseded';

const stillActive = async ({ subscribers }: FillDeps, rows: readonly LedgerRow[]): Promise<PhoneHash[]> => {
  if (rows.length === 0) return [];
  const found = await subscribers.findMany(rows.map(({ hash }) => hash));
  return found.filter(({ status }) => status === 'active').map(({ hash }) => hash);
};
