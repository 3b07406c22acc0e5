import { type DigestBroadcast, type LedgerRow, maySend, speaksOf, variantOfItems } from '../domain/broadcast.ts';
import { type CohortShard, cohortShardOf, zoneKeyOfShard } from '../domain/cohort.ts';
import { digestIdOf, digestSince, itemsFor } from '../domain/digest.ts';
import { type BroadcastId, timeOfId } from '../domain/ids.ts';
import type { WindowAt } from '../domain/quiet-hours.ts';
import type { PhoneHash, Subscriber } from '../domain/subscriber.ts';
import { digestText } from '../domain/text-body.ts';
import { audienceOf } from '../domain/text-counts.ts';
import { reached } from '../domain/text-ledger.ts';
import type { DigestDue } from '../domain/text-messages.ts';
import type { ZoneKey } from '../domain/time-zone.ts';
import type { BroadcastStore } from '../ports/broadcast-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { SubscriberStore } from '../ports/subscriber-store.ts';
import type { TextLedger } from '../ports/text-ledger.ts';
import { chooseDigestItems, type DigestItemsDeps } from './choose-digest-items.ts';
import { countShard } from './count-shard.ts';
import { inParallel } from './in-parallel.ts';
import { queueTexts, type TextQueues } from './queue-texts.ts';
import { takeOutOvertaken } from './take-out-overtaken.ts';
import { openingOf, recheckOf } from './text-due-work.ts';

export interface PlanDigestDeps extends DigestItemsDeps {
  readonly broadcasts: Omit<BroadcastStore, 'newest'>;
  readonly ledger: Pick<TextLedger, 'addAll' | 'pages' | 'find' | 'findMany' | 'move'>;
  readonly subscribers: Pick<SubscriberStore, 'shards' | 'cohort'>;
  readonly queues: TextQueues;
  readonly windowAt: WindowAt;
  readonly clock: Clock;
  readonly log: Log;
}

/** Shards planned at a time. */
const lanes = 8;

/**
 * Plans one zone's digest of one morning: freezes its rulings, gives each person who wants any of them, and has not heard of them, a row,
 * and queues the texts. Comes again after a death anywhere: a frozen digest stays as it is, a marked shard is not planned again. Nothing is
 * approved here: an editor said of each ruling that phones are to hear of it.
 */
export const planDigest =
  (deps: PlanDigestDeps) =>
  async ({ zones, frequency, at }: DigestDue): Promise<void> => {
    const { broadcasts, subscribers, clock, log } = deps;
    const digest = await freezeDigest(deps, { zones, frequency, at });
    if (digest?.status !== 'planning') return;
    const marked = new Set((await broadcasts.tallies(digest.id)).map(({ shard }) => shard));
    const shards = (await subscribers.shards()).filter((shard) => zoneKeyOfShard(shard) === zones);
    const people = await inParallel(lanes, shards, (shard) => planShard(deps, digest, shard, marked.has(shard)));
    const audience = people.reduce((sum, count) => sum + count, 0);
    const patch = { plannedAt: new Date(clock.now()).toISOString() };
    if (await broadcasts.setStatus(digest.id, 'planning', audience === 0 ? 'done' : 'sending', { patch }))
      log.info('TEXTS_PLANNED', { broadcastId: digest.id, audience });
  };

/** The digest as it is frozen; undefined where nothing was published for it. */
const freezeDigest = async (
  deps: PlanDigestDeps,
  { zones, frequency, at }: Omit<DigestDue, 'kind'>,
): Promise<DigestBroadcast | undefined> => {
  const { broadcasts, clock } = deps;
  const opens = Date.parse(at);
  const id = digestIdOf(zones, frequency, opens);
  const known = await digestWith(deps, id);
  if (known) return known;
  const items = await chooseDigestItems(deps)(id, digestSince(frequency, opens), opens);
  if (items.length === 0) return undefined;
  const made: DigestBroadcast = {
    ...{ id, kind: 'digest', status: 'planning', zones, frequency, items: [...items] },
    actor: { kind: 'platform', id: 'platform', name: 'Rulingwire' },
    createdAt: new Date(clock.now()).toISOString(),
    ...{ plannedAt: null, holdUntil: null, approval: 'none', approvedBy: null, pausedBecause: null, ownErrors: 0 },
  };
  await broadcasts.freeze(made, recheckOf(made, clock.now(), { somebodyWaits: true }));
  return digestWith(deps, id);
};

const digestWith = async ({ broadcasts }: PlanDigestDeps, id: BroadcastId): Promise<DigestBroadcast | undefined> => {
  const found = await broadcasts.find(id);
  return found?.kind === 'digest' ? found : undefined;
};

/** Plans one shard, unless it is marked, and queues whoever is pending in it. Answers how many people it has. */
const planShard = async (
  deps: PlanDigestDeps,
  digest: DigestBroadcast,
  shard: CohortShard,
  marked: boolean,
): Promise<number> => {
  const { broadcasts, ledger, windowAt, clock } = deps;
  if (!marked) {
    const now = await broadcasts.find(digest.id);
    if (!now || !maySend(now, clock.now())) return 0;
    await fillShard(deps, digest, shard);
    await takeOutOvertaken(deps)(digest, shard);
  }
  const { counts, pending } = await countShard(ledger, digest, shard);
  const people = audienceOf(counts);
  if (people === 0) return 0;
  if (!marked) {
    const window = windowAt(zoneKeyOfShard(shard), clock.now());
    const opens = window.open ? clock.now() : window.until;
    const opening = counts.states.deferred > 0 && opens !== null ? openingOf(digest.id, shard, opens) : undefined;
    await broadcasts.markPlanned(digest.id, shard, counts, opening);
  }
  await queueTexts(deps)(digest, shard, pending);
  return people;
};

/** Gives each person of a shard who is to hear of some of the rulings a row. */
const fillShard = async (deps: PlanDigestDeps, digest: DigestBroadcast, shard: CohortShard): Promise<void> => {
  const { broadcasts, subscribers, ledger } = deps;
  // what spoke of each ruling before, this digest aside
  const spoke = await inParallel(lanes, digest.items, async ({ rulingId }) =>
    (await broadcasts.ofRuling(rulingId)).map(({ id }) => id).filter((id) => id !== digest.id),
  );
  const zones = [...new Set((await subscribers.shards()).map(zoneKeyOfShard))];
  const since = new Date(digestSince(digest.frequency, timeOfId(digest.id))).toISOString();
  const makeRow = rowMaker(deps, digest, shard);
  for await (const page of subscribers.cohort(shard)) {
    const readers = page.flatMap((subscriber) => {
      const places = itemsFor(digest, subscriber);
      return places.length > 0 ? [{ subscriber, places }] : [];
    });
    const told = await findTold(deps, digest, { spoke, zones, since }, readers);
    const rows = readers.flatMap(({ subscriber: { hash }, places }) => {
      const fresh = places.filter((place) => !told.has(`${hash}#${place}`));
      return fresh.length > 0 ? [makeRow(hash, fresh)] : [];
    });
    if (rows.length > 0) await ledger.addAll(rows);
  }
};

/** What spoke of each item before, the zones that anybody was ever in, and since when that may have been (ISO 8601). */
interface Spoke {
  readonly spoke: readonly (readonly BroadcastId[])[];
  readonly zones: readonly ZoneKey[];
  readonly since: string;
}

interface Reader {
  readonly subscriber: Subscriber;
  readonly places: readonly number[];
}

/** Who got, or may have got, or is still to get, which of the items by something else: `<hash>#<place>`. */
const findTold = async (
  { ledger }: PlanDigestDeps,
  { items }: DigestBroadcast,
  { spoke, zones, since }: Spoke,
  readers: readonly Reader[],
): Promise<ReadonlySet<string>> => {
  const keys = readers.flatMap(({ subscriber: { hash, zones: own, updatedAt }, places }) => {
    const broadcastIds = new Set(places.flatMap((place) => spoke[place] ?? []));
    // who changed their zones since may have heard where they were before
    const stoodIn = updatedAt >= since ? zones : [own];
    return [...broadcastIds].flatMap((broadcastId) =>
      stoodIn.map((zone) => ({ broadcastId, cohort: cohortShardOf(zone, hash), hash })),
    );
  });
  const rows = await ledger.findMany(keys);
  const heard = rows.filter(({ state }) => reached.includes(state) || state === 'pending' || state === 'deferred');
  return new Set(
    heard.flatMap((row) =>
      items.flatMap(({ rulingId }, place) => (speaksOf(row, rulingId) ? [`${row.hash}#${place}`] : [])),
    ),
  );
};

/** Makes rows; a text is rendered once for all who hear of the same rulings (0.7 ms a try, and there are some ten). */
const rowMaker = ({ newsroom, windowAt, clock }: PlanDigestDeps, digest: DigestBroadcast, cohort: CohortShard) => {
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
      ...{ sid: null, code: null, reason: never ? 'no-window' : null, looks: 0, struck: false },
    };
  };
};
