import type { EventBroadcast, LedgerKey, LedgerRow } from '../domain/broadcast.ts';
import { type CohortShard, cohortShardOf, zoneKeyOfShard } from '../domain/cohort.ts';
import type { WindowAt } from '../domain/quiet-hours.ts';
import type { PhoneHash, Subscriber } from '../domain/subscriber.ts';
import type { Clock } from '../ports/clock.ts';
import type { SubscriberStore } from '../ports/subscriber-store.ts';
import type { TextLedger } from '../ports/text-ledger.ts';

export interface AddPeopleDeps {
  readonly ledger: Pick<TextLedger, 'addAll' | 'findMany'>;
  readonly subscribers: Pick<SubscriberStore, 'shards'>;
  readonly windowAt: WindowAt;
  readonly clock: Clock;
  /** Does one piece of work of a plan after the other, though its shards are planned side by side. */
  readonly inTurn: InTurn;
}

export type InTurn = <Answer>(work: () => Promise<Answer>) => Promise<Answer>;

/** Rows handed to the ledger in one call, and keys of movers looked up in one. */
const atOnce = 400;

/**
 * Gives people a row, in the shard that is being planned; who has one keeps it, however often it is done. Whoever changed their zones since
 * `since` (ISO 8601) may stand in two shards, of where they heard and of where they are now, and would hear twice: they get a row only
 * where they have none anywhere, one shard after the other.
 */
export const addPeople =
  (deps: AddPeopleDeps) =>
  async (
    broadcast: EventBroadcast,
    shard: CohortShard,
    variant: string,
    people: readonly Subscriber[],
    since: string,
  ): Promise<void> => {
    const row = rowFor(deps, broadcast, shard, variant);
    const addAll = async (hashes: readonly PhoneHash[]): Promise<void> => {
      for (const some of inPieces(atOnce, hashes)) await deps.ledger.addAll(some.map((hash) => ({ ...row, hash })));
    };
    const mayStandTwice = ({ updatedAt }: Subscriber): boolean => updatedAt >= since;
    const movers = people.filter(mayStandTwice).map(({ hash }) => hash);
    await addAll(people.filter((person) => !mayStandTwice(person)).map(({ hash }) => hash));
    if (movers.length === 0) return;
    await deps.inTurn(async () => {
      const placed = await placedIn(deps, broadcast, movers);
      await addAll(movers.filter((hash) => !placed.has(hash)));
    });
  };

/** Those of them who have a row in any shard of the broadcast. */
const placedIn = async (
  { ledger, subscribers }: AddPeopleDeps,
  { id: broadcastId }: EventBroadcast,
  hashes: readonly PhoneHash[],
): Promise<ReadonlySet<PhoneHash>> => {
  const zones = [...new Set((await subscribers.shards()).map(zoneKeyOfShard))];
  const keys = hashes.flatMap((hash) =>
    zones.map((zone): LedgerKey => ({ broadcastId, cohort: cohortShardOf(zone, hash), hash })),
  );
  const placed = new Set<PhoneHash>();
  for (const some of inPieces(atOnce, keys)) for (const { hash } of await ledger.findMany(some)) placed.add(hash);
  return placed;
};

/** A row as it starts, by what the cohort's clock says now. */
const rowFor = (
  { windowAt, clock }: AddPeopleDeps,
  { id, rulingId, revision, variants }: EventBroadcast,
  cohort: CohortShard,
  variant: string,
): Omit<LedgerRow, 'hash'> => {
  const window = windowAt(zoneKeyOfShard(cohort), clock.now());
  const never = !window.open && window.until === null;
  return {
    broadcastId: id,
    cohort,
    rulings: [{ rulingId, revision }],
    via: 'broadcast',
    state: window.open ? 'pending' : never ? 'skipped' : 'deferred',
    variant,
    segments: variants[variant]?.segments ?? 0,
    at: new Date(clock.now()).toISOString(),
    sid: null,
    code: null,
    reason: never ? 'no-window' : null,
    looks: 0,
    struck: false,
  };
};

function* inPieces<Item>(length: number, items: readonly Item[]): Generator<readonly Item[]> {
  for (let from = 0; from < items.length; from += length) yield items.slice(from, from + length);
}
