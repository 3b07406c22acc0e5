import type { EventBroadcast, LedgerRow } from '../domain/broadcast.ts';
import { type CohortShard, zoneKeyOfShard } from '../domain/cohort.ts';
import type { WindowAt } from '../domain/quiet-hours.ts';
import type { PhoneHash, Subscriber } from '../domain/subscriber.ts';
import type { Clock } from '../ports/clock.ts';
import type { TextLedger } from '../ports/text-ledger.ts';
import { type ElsewhereDeps, findElsewhere, type Met, mayStandTwice } from './find-elsewhere.ts';
import type { Frozen } from './freeze-broadcast.ts';

export interface AddPeopleDeps extends ElsewhereDeps {
  readonly ledger: Pick<TextLedger, 'addAll' | 'findMany'>;
  readonly windowAt: WindowAt;
  readonly clock: Clock;
  /** Does one piece of work of a plan after the other, though its shards are planned side by side. */
  readonly inTurn: InTurn;
}

export type InTurn = <Answer>(work: () => Promise<Answer>) => Promise<Answer>;

/** Rows handed to the ledger in one call, and keys looked up in one. */
const atOnce = 400;

/**
 * Gives people a row, in the shard that is being planned; who has one keeps it, however often it is done. Whoever may stand in two shards,
 * of where they heard and of where they are now, would hear twice: they get a row only where they have none anywhere, and are not to get one
 * elsewhere, one shard after the other.
 */
export const addPeople =
  (deps: AddPeopleDeps) =>
  async (
    frozen: Omit<Frozen, 'fresh'>,
    shard: CohortShard,
    variant: string,
    people: readonly Subscriber[],
    met: Met,
  ): Promise<void> => {
    const row = rowFor(deps, frozen.broadcast, shard, variant);
    const addAll = async (hashes: readonly PhoneHash[]): Promise<void> => {
      for (const some of inPieces(atOnce, hashes)) await deps.ledger.addAll(some.map((hash) => ({ ...row, hash })));
    };
    const isDoubtful = mayStandTwice(frozen, shard, met);
    await addAll(people.filter((person) => !isDoubtful(person)).map(({ hash }) => hash));
    const movers = await withoutRow(deps, row, people.filter(isDoubtful));
    if (movers.length === 0) return;
    await deps.inTurn(async () => {
      const elsewhere = await findElsewhere(deps)(frozen, movers, met);
      await addAll(movers.map(({ hash }) => hash).filter((hash) => !elsewhere.has(hash)));
    });
  };

/** Those who have no row in this shard yet: whoever has one is not looked for in every other when a plan comes again. */
const withoutRow = async (
  { ledger }: AddPeopleDeps,
  { broadcastId, cohort }: Omit<LedgerRow, 'hash'>,
  people: readonly Subscriber[],
): Promise<readonly Subscriber[]> => {
  const here = new Set<PhoneHash>();
  for (const some of inPieces(atOnce, people))
    for (const { hash } of await ledger.findMany(some.map((person) => ({ broadcastId, cohort, hash: person.hash }))))
      here.add(hash);
  return people.filter(({ hash }) => !here.has(hash));
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
    mayHave: false,
  };
};

function* inPieces<Item>(length: number, items: readonly Item[]): Generator<readonly Item[]> {
  for (let from = 0; from < items.length; from += length) yield items.slice(from, from + length);
}
