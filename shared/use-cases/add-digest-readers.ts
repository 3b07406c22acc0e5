import {
  type Broadcast,
  type DigestBroadcast,
  type LedgerKey,
  type LedgerRow,
  mayHaveHeard,
  speaksOf,
  variantOfItems,
} from '../domain/broadcast.ts';
import { type CohortShard, cohortShardOf, zoneKeyOfShard } from '../domain/cohort.ts';
import { itemsFor } from '../domain/digest.ts';
import type { Newsroom } from '../domain/newsroom.ts';
import type { WindowAt } from '../domain/quiet-hours.ts';
import type { PhoneHash, Subscriber } from '../domain/subscriber.ts';
import { digestText } from '../domain/text-body.ts';
import { awaiting } from '../domain/text-ledger.ts';
import type { ZoneKey } from '../domain/time-zone.ts';
import type { Clock } from '../ports/clock.ts';
import type { SubscriberStore } from '../ports/subscriber-store.ts';
import type { TextLedger } from '../ports/text-ledger.ts';

export interface DigestReadersDeps {
  readonly ledger: Pick<TextLedger, 'addAll' | 'findMany'>;
  readonly subscribers: Pick<SubscriberStore, 'cohort'>;
  readonly newsroom: Newsroom;
  readonly windowAt: WindowAt;
  readonly clock: Clock;
}

/** Keys looked up in one go: memory stays flat however many readers a shard has. */
const atOnce = 400;

/** A digest with what must be known to leave out what people heard. */
export interface DigestPlan {
  readonly digest: DigestBroadcast;
  /** The places of what no later event took over until now. */
  readonly open: ReadonlySet<number>;
  /** What spoke of each item before, this digest aside. */
  readonly spoke: readonly (readonly Broadcast[])[];
  /** The zones that anybody was ever in. */
  readonly zones: readonly ZoneKey[];
  /** ISO 8601. */
  readonly since: string;
}

/** Gives each person of a shard who is to hear of some of the rulings a row. Rows are only added: twice is as once. */
export const addDigestReaders =
  (deps: DigestReadersDeps) =>
  async (plan: DigestPlan, shard: CohortShard): Promise<void> => {
    const { subscribers, ledger } = deps;
    const { digest, open } = plan;
    const makeRow = rowMaker(deps, digest, shard);
    for await (const page of subscribers.cohort(shard)) {
      const readers = page.flatMap((subscriber) => {
        const places = itemsFor(digest, subscriber).filter((place) => open.has(place));
        return places.length > 0 ? [{ subscriber, places }] : [];
      });
      const told = await findTold(deps, plan, readers);
      const rows = readers.flatMap(({ subscriber: { hash }, places }) => {
        const fresh = places.filter((place) => !told.has(`${hash}#${place}`));
        return fresh.length > 0 ? [makeRow(hash, fresh)] : [];
      });
      for (let from = 0; from < rows.length; from += atOnce) await ledger.addAll(rows.slice(from, from + atOnce));
    }
  };

interface Reader {
  readonly subscriber: Subscriber;
  readonly places: readonly number[];
}

/** Who got, or may have got, or is still to get, which of the items by something else: `<hash>#<place>`. */
const findTold = async (
  { ledger }: DigestReadersDeps,
  plan: DigestPlan,
  readers: readonly Reader[],
): Promise<ReadonlySet<string>> => {
  const { items } = plan.digest;
  const told = new Set<string>();
  let keys: LedgerKey[] = [];
  const lookUp = async (): Promise<void> => {
    for (const row of await ledger.findMany(keys))
      if (mayHaveHeard(row) || awaiting.includes(row.state))
        for (const [place, { rulingId }] of items.entries())
          if (speaksOf(row, rulingId)) told.add(`${row.hash}#${place}`);
    keys = [];
  };
  for (const reader of readers) {
    keys.push(...keysOf(plan, reader));
    if (keys.length >= atOnce) await lookUp();
  }
  await lookUp();
  return told;
};

/**
 * Where somebody may have heard of these items. Who did not change anything since may have heard by answers and by digests of the same kind
 * alone (or at once, who hears at once), where they are; who did, by anything, in any zone.
 */
const keysOf = (
  { digest, spoke, zones, since }: DigestPlan,
  { subscriber: { hash, zones: own, updatedAt, frequency }, places }: Reader,
): LedgerKey[] => {
  const changed = updatedAt >= since;
  const stoodIn = changed ? zones : [own];
  const mayHaveHeard = (broadcast: Broadcast): boolean => {
    if (broadcast.kind === 'reply') return true;
    if (broadcast.kind !== 'digest') return changed || frequency === 'immediate';
    return changed || broadcast.frequency === digest.frequency;
  };
  const heard = new Map(
    places.flatMap((place) => (spoke[place] ?? []).filter(mayHaveHeard)).map((broadcast) => [broadcast.id, broadcast]),
  );
  return [...heard.values()].flatMap((broadcast) =>
    stoodIn
      .filter((zone) => broadcast.kind !== 'digest' || broadcast.zones === zone)
      .map((zone) => ({ broadcastId: broadcast.id, cohort: cohortShardOf(zone, hash), hash })),
  );
};

/** Makes rows; a text is rendered once for all who hear of the same rulings (0.7 ms a try, and there are some ten). */
const rowMaker = ({ newsroom, windowAt, clock }: DigestReadersDeps, digest: DigestBroadcast, cohort: CohortShard) => {
  const rendered = new Map<string, Pick<LedgerRow, 'variant' | 'segments' | 'rulings'>>();
  const render = (places: readonly number[]): Pick<LedgerRow, 'variant' | 'segments' | 'rulings'> => {
    const variant = variantOfItems(places);
    const known = rendered.get(variant);
    if (known) return known;
    const items = places.flatMap((place) => digest.items[place] ?? []);
    const { segments, named } = digestText(newsroom, items, items[0]?.audience.language ?? 'en');
    // those that are only counted in the text were not told: no correction of them need come
    const rulings = items.slice(0, named).map(({ rulingId, revision }) => ({ rulingId, revision }));
    const made = { variant, segments, rulings };
    rendered.set(variant, made);
    return made;
  };
  return (hash: PhoneHash, places: readonly number[]): LedgerRow => {
    const now = clock.now();
    const window = windowAt(zoneKeyOfShard(cohort), now);
    const never = !window.open && window.until === null;
    return {
      ...{ broadcastId: digest.id, cohort, hash, via: 'digest' },
      ...render(places),
      state: window.open ? 'pending' : never ? 'skipped' : 'deferred',
      at: new Date(now).toISOString(),
      ...{ sid: null, code: null, reason: never ? 'no-window' : null, looks: 0, struck: false, mayHave: false },
    };
  };
};
