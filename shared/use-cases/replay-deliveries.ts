import { replay, type WebhookDelivery } from '../domain/delivery.ts';
import { type DeliverMessage, wakeAt } from '../domain/delivery-messages.ts';
import { mayMove } from '../domain/delivery-moves.ts';
import type { Endpoint } from '../domain/endpoint.ts';
import type { DeliveryId, EndpointId, PartnerId } from '../domain/ids.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { DeliveryStore } from '../ports/delivery-store.ts';
import type { EndpointStore } from '../ports/endpoint-store.ts';
import type { Queue } from '../ports/queue.ts';
import { inParallel } from './in-parallel.ts';
import { partnersEndpoint } from './manage-endpoints.ts';
import { type DeliveryView, toDeliveryView } from './show-deliveries.ts';

export interface ReplayDeps {
  readonly endpoints: Pick<EndpointStore, 'get'>;
  readonly deliveries: Pick<DeliveryStore, 'find' | 'get' | 'list' | 'owed' | 'settle'>;
  readonly wakes: Queue<DeliverMessage>;
  readonly clock: Clock;
}

/** Why nothing is replayed. Of a ruling only the newest event is, so that no verdict is announced that was superseded. */
type Refused = 'not-found' | 'endpoint-disabled' | 'delivery-superseded';

const maxTries = 20;
const pageSize = 100;
const writesAtOnce = 16;
/** One call looks at so many deliveries, and is over before so many ms. */
const mostAtOnce = 1000;
const callMs = 60_000;

/** Sends a partner's delivery again, under the same message id; one that is on its way is sent now. */
export const replayDelivery =
  (deps: ReplayDeps) =>
  async (partnerId: PartnerId, id: DeliveryId): Promise<Result<DeliveryView, Refused>> => {
    const found = await deps.deliveries.find(id);
    if (found?.kind !== 'webhook' || found.partnerId !== partnerId) return fail('not-found');
    const endpoint = await partnersEndpoint(deps)(partnerId, found.endpointId);
    if (endpoint === undefined) return fail('not-found');
    if (endpoint.disabledReason !== null) return fail('endpoint-disabled');
    const replayed = await replayOne(deps, endpoint, found, deps.clock.now());
    if (replayed === 'forgotten') return fail('not-found');
    if (replayed === 'superseded') return fail('delivery-superseded');
    await deps.wakes.send([{ endpointId: endpoint.id }]);
    return ok(toDeliveryView(replayed));
  };

export interface Replayed {
  readonly replayed: number;
  /** Those that were superseded, or that a newer event of their ruling overtook. */
  readonly skipped: number;
  /** Where a call found more than it could do: the `untilSequence` of the next one. */
  readonly nextUntilSequence: number | null;
}

/**
 * Sends again what a partner's endpoint was owed by events after `afterSequence` up to `untilSequence`, as far as it is on record. The
 * newest is looked at first, and at most a thousand a call.
 */
export const replayRange =
  (deps: ReplayDeps) =>
  async (
    partnerId: PartnerId,
    id: EndpointId,
    { afterSequence, untilSequence }: { readonly afterSequence: number; readonly untilSequence: number },
  ): Promise<Result<Replayed, Refused>> => {
    const endpoint = await partnersEndpoint(deps)(partnerId, id);
    if (endpoint === undefined) return fail('not-found');
    if (endpoint.disabledReason !== null) return fail('endpoint-disabled');
    let [replayed, skipped] = [0, 0];
    const count = (outcome: Awaited<ReturnType<typeof replayOne>>): void => {
      if (typeof outcome === 'string') skipped += 1;
      else replayed += 1;
    };
    let cursor: string | null = String(untilSequence + 1);
    while (cursor !== null && replayed + skipped < mostAtOnce) {
      const page: Awaited<ReturnType<DeliveryStore['list']>> = await deps.deliveries.list(id, pageSize, cursor);
      const inRange = page.items.filter((row) => row.kind === 'webhook').filter((row) => row.sequence > afterSequence);
      const left = [...inRange];
      // one word of the Timetable for all, when the call is over: so many at the same row would keep each other waiting
      for (let row = left.shift(); row !== undefined; row = replayed === 0 ? left.shift() : undefined)
        count(await replayOne(deps, endpoint, row, replayed === 0 ? deps.clock.now() + callMs : undefined));
      const outcomes = await inParallel(writesAtOnce, left, (row) => replayOne(deps, endpoint, row, undefined));
      for (const outcome of outcomes) count(outcome);
      cursor = inRange.length === page.items.length ? page.nextCursor : null;
    }
    if (replayed > 0) await deps.wakes.send([{ endpointId: id }]);
    return ok({ replayed, skipped, nextUntilSequence: cursor === null ? null : Number(cursor) - 1 });
  };

/** The delivery as it stands then. `wakeTime` (ms): when somebody looks for it, should the caller die before its message is sent. */
const replayOne = async (
  { deliveries, clock }: ReplayDeps,
  endpoint: Endpoint,
  asRead: WebhookDelivery,
  wakeTime: number | undefined,
): Promise<WebhookDelivery | 'superseded' | 'forgotten'> => {
  let before = asRead;
  for (let tries = 0; tries < maxTries; tries += 1) {
    const [debt] = await deliveries.owed(before.rulingId, [endpoint.id]);
    if (before.state === 'superseded' || debt?.sequence !== before.sequence) return 'superseded';
    if (!mayMove(before, 'replay')) return before;
    const now = clock.now();
    const after = replay(before, now);
    const wake =
      wakeTime === undefined ? undefined : wakeAt(endpoint, wakeTime, `replay ${before.sequence}.${after.version}`);
    if (await deliveries.settle({ before, after, lastOwed: before.sequence, newer: undefined, wake })) return after;
    const found = await deliveries.get(before);
    if (found?.kind !== 'webhook') return 'forgotten';
    before = found;
  }
  throw new Error(`${asRead.id} cannot be replayed: it changed ${maxTries} times`);
};
