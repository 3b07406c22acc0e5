import type { Delivery } from '../domain/delivery.ts';
import { type DeliverMessage, wakeOf } from '../domain/delivery-messages.ts';
import { placeOf, topicAt } from '../domain/feed-topic.ts';
import { isExpired } from '../domain/follower.ts';
import type { EndpointId } from '../domain/ids.ts';
import type { Owed } from '../domain/planned-delivery.ts';
import { type FeedVersion, mustFollow, planFeed } from '../domain/planned-feed.ts';
import type { Clock } from '../ports/clock.ts';
import type { DeliveryStore } from '../ports/delivery-store.ts';
import type { EndpointStore } from '../ports/endpoint-store.ts';
import type { FollowerEntry, FollowerStore } from '../ports/follower-store.ts';
import type { Log } from '../ports/log.ts';
import type { Queue } from '../ports/queue.ts';
import { inParallel } from './in-parallel.ts';

export interface PlanFollowersDeps {
  readonly followers: Pick<FollowerStore, 'inFolder'>;
  readonly endpoints: Pick<EndpointStore, 'get'>;
  readonly deliveries: Pick<DeliveryStore, 'plan' | 'owed' | 'some'>;
  readonly wakes: Queue<DeliverMessage>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Memory is bounded by a page, however many followers a feed has. */
const followersAtOnce = 100;
/** Transactions under way at once. */
const writesAtOnce = 16;
/** Others touch a follower's rows now and then, not all the time: so many losses in a row are a defect. */
const maxTries = 20;

/**
 * Writes feeds down as owed to all who follow them, since they hold the event with this sequence, and wakes who is owed something.
 * `feeds` are as they stand for readers, written before this call, whoever wrote them: what is sent is read anew, so a call that
 * repeats, or comes late or out of order, finds its versions owed or arrived already, or makes a delivery that turns out to have
 * nothing to say. Who dies on the way calls again; the wakes of what was written are in the Timetable.
 */
export const planFollowerDeliveries =
  (deps: PlanFollowersDeps) =>
  async (feeds: readonly { path: string; etag: string }[], sequence: number): Promise<void> => {
    const versions = feeds.flatMap(({ path, etag }): FeedVersion[] => {
      const topic = topicAt(path);
      return topic === undefined ? [] : [{ topic, etag, eventSequence: sequence }];
    });
    let owed = 0;
    for (const [folder, inFolder] of Map.groupBy(versions, ({ topic }) => placeOf(topic).folder))
      for await (const page of deps.followers.inFolder(folder, followersAtOnce)) {
        const due = await planFollowers(deps, inFolder, page);
        owed += due.length;
        await deps.wakes.send(due.map((endpointId) => ({ endpointId })));
      }
    if (owed > 0) deps.log.info('FOLLOWERS_PLANNED', { sequence, followers: owed });
  };

/** Answers those of a page of followers that have work by these versions. */
const planFollowers = async (
  deps: PlanFollowersDeps,
  versions: readonly FeedVersion[],
  page: readonly FollowerEntry[],
): Promise<EndpointId[]> => {
  const now = deps.clock.now();
  const due: EndpointId[] = [];
  for (const version of versions) {
    const live = page.filter((follower) => follower.topic === version.topic && !isExpired(follower, now));
    const ids = live.map(({ id }) => id);
    const known = await standingOf(deps, version, ids);
    const planned = await inParallel(writesAtOnce, ids, (id) => planOne(deps, version, id, known.get(id)));
    due.push(...planned.flatMap((id) => id ?? []));
  }
  return due;
};

/** What a follower was last owed, and the delivery of that where it is still on record. */
interface Standing {
  readonly owed: Owed;
  readonly last: Delivery | undefined;
}

const standingOf = async (
  { deliveries }: PlanFollowersDeps,
  { topic }: FeedVersion,
  ids: readonly EndpointId[],
): Promise<Map<EndpointId, Standing>> => {
  const owed = ids.length === 0 ? [] : await deliveries.owed(topic, ids);
  const last = owed.length === 0 ? [] : await deliveries.some(owed);
  const rows = new Map(last.map((row) => [row.endpointId, row]));
  return new Map(owed.map((debt) => [debt.endpointId, { owed: debt, last: rows.get(debt.endpointId) }]));
};

/** Plans one follower; what another wrote meanwhile is read again. Answers its id when something waits to be sent to it. */
const planOne = async (
  deps: PlanFollowersDeps,
  version: FeedVersion,
  id: EndpointId,
  asRead: Standing | undefined,
): Promise<EndpointId | undefined> => {
  let standing = asRead;
  for (let tries = 0; tries < maxTries; tries += 1) {
    if (!mustFollow(version, standing?.owed, standing?.last))
      return standing?.last?.state === 'pending' ? id : undefined;
    const now = deps.clock.now();
    const planned = planFeed(id, version, standing?.owed, standing?.last, now);
    if (await deps.deliveries.plan(planned, wakeOf(planned.delivery))) return id;

    if ((await deps.endpoints.get(id)) === undefined) return undefined;
    standing = (await standingOf(deps, version, [id])).get(id);
  }
  throw new Error(`${version.topic} cannot be planned for ${id}: its rows changed ${maxTries} times`);
};
