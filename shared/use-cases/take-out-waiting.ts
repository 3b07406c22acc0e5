import { type Broadcast, type LedgerRow, speaksOf } from '../domain/broadcast.ts';
import { type CohortShard, zoneKeyOfShard } from '../domain/cohort.ts';
import type { RulingId } from '../domain/ids.ts';
import type { PhoneHash } from '../domain/subscriber.ts';
import { noCounts, plus } from '../domain/text-counts.ts';
import { awaiting, stalePostingMs } from '../domain/text-ledger.ts';
import type { BroadcastStore } from '../ports/broadcast-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { TextLedger } from '../ports/text-ledger.ts';
import { advanceText } from './advance-text.ts';
import { inParallel } from './in-parallel.ts';

export interface TakeOutDeps {
  readonly broadcasts: Pick<BroadcastStore, 'addToTally'>;
  readonly ledger: Pick<TextLedger, 'pages' | 'find' | 'findMany' | 'move'>;
  readonly clock: Clock;
}

/** Rows moved at a time. */
const lanes = 16;
/** So often we look whether somebody's text has left; a try at Twilio takes 0.1 s, and 15 s at most. */
const lookAgainMs = 1_000;

/**
 * The rows of one shard that speak of a ruling in something earlier, a page at a time, once nobody who still waits there will get it. A
 * digest's people lose the rest of it with the error: a row says one text, and a text is not put together anew. A digest stays open, so of
 * its people nobody may be under way either: their text may turn out not to have left, and would leave after the correction.
 */
export async function* takeOutWaiting(
  deps: TakeOutDeps,
  old: Broadcast,
  rulingId: RulingId,
  shard: CohortShard,
): AsyncGenerator<readonly LedgerRow[]> {
  // a digest is of one zone: nobody in the shards of another has a row in it
  if (old.kind === 'digest' && old.zones !== zoneKeyOfShard(shard)) return;
  for await (const page of deps.ledger.pages(old.id, shard)) {
    const rows = page.filter((row) => speaksOf(row, rulingId));
    if (rows.length > 0) yield old.kind === 'digest' ? await atRest(deps, old, rows) : await closeRows(deps, old, rows);
  }
}

/** Why nobody who still waits in a closed broadcast is texted by it. */
export const reasonOf = ({ status }: Pick<Broadcast, 'status'>): 'cancelled' | 'superseded' =>
  status === 'cancelled' ? 'cancelled' : 'superseded';

/** Whether somebody was to be texted until a later event of the ruling came, and cannot have heard before. */
export const wasWaiting = ({ state, reason, mayHave }: LedgerRow): boolean =>
  state === 'skipped' && reason === 'superseded' && !mayHave;

/**
 * Who was waiting, when a silent broadcast closed them, in the newest of the earlier ones that has them. A plan that was stopped halfway
 * has not everybody, so older ones are asked too.
 */
export const stillOwed = async (
  deps: TakeOutDeps,
  earlier: readonly Broadcast[],
  rulingId: RulingId,
  shard: CohortShard,
): Promise<ReadonlySet<PhoneHash>> => {
  // of each person whether they waited: 60,000 in a shard of a million, which their rows would not fit beside
  const waited = new Map<PhoneHash, boolean>();
  for (const old of earlier)
    for await (const page of takeOutWaiting(deps, old, rulingId, shard))
      for (const row of await atRest(deps, old, page)) if (!waited.has(row.hash)) waited.set(row.hash, wasWaiting(row));
  return new Set([...waited].filter(([, did]) => did).map(([hash]) => hash));
};

/** Takes those out who still wait; answers the rows as they then are. */
const closeRows = async (
  { ledger, broadcasts, clock }: TakeOutDeps,
  old: Broadcast,
  rows: readonly LedgerRow[],
): Promise<readonly LedgerRow[]> => {
  const [first] = rows;
  const waiting = rows.filter(({ state }) => awaiting.includes(state));
  if (first === undefined || waiting.length === 0) return rows;
  const after = new Map(rows.map((row) => [row.hash, row]));
  let change = noCounts();
  const reason = reasonOf(old);
  await inParallel(lanes, waiting, async (row) => {
    const at = new Date(clock.now()).toISOString();
    const moved = await advanceText(ledger)(row, row, 'skipped', at, { reason });
    if (moved?.change) change = plus(change, moved.change);
    if (moved) after.set(row.hash, moved.row);
  });
  await broadcasts.addToTally(old.id, first.cohort, change);
  return [...after.values()];
};

/**
 * Rows once nobody in them is being texted: whoever's text turns out not to have left was waiting still. What a dead process left behind
 * stays in doubt.
 */
const atRest = async (deps: TakeOutDeps, old: Broadcast, page: readonly LedgerRow[]): Promise<readonly LedgerRow[]> => {
  const isLeaving = ({ state, at }: LedgerRow): boolean =>
    state === 'posting' && deps.clock.now() - Date.parse(at) <= stalePostingMs;
  for (let rows = page; ; ) {
    await closeRows(deps, old, rows);
    rows = await deps.ledger.findMany(page);
    if (rows.some(isLeaving)) await deps.clock.sleep(lookAgainMs);
    else if (!rows.some(({ state }) => awaiting.includes(state))) return rows;
  }
};
