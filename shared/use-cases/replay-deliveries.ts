import { mayMove, replay, type WebhookDelivery } from '../domain/delivery.ts';
import { type DeliverMessage, wakeAt } from '../domain/delivery-messages.ts';
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
/** One call looks at so many deliveries: a second or two. */
const mostAtOnce = 1000;

/** Sends a partner's delivery again, under the same message id; one that is on its way is sent now. */
export const replayDelivery =
  (deps: ReplayDeps) =>
  async (partnerId: PartnerId, id: DeliveryId): Promise<Result<DeliveryView, Refused>> => {
    const found = await deps.deliveries.find(id);
    if (found?.kind !== 'webhook' || found.partnerId !== partnerId) return fail('not-found');
    const endpoint = await partnersEndpoint(deps)(partnerId, found.endpointId);
    if (endpoint === undefined) return fail('not-found');
    if (endpoint.disabledReason !== null) return fail('endpoint-disabled');
    const replayed = await replayOne(deps, endpoint, found);
    if (replayed === undefined) return fail('delivery-superseded');
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
    let cursor: string | null = String(untilSequence + 1);
    while (cursor !== null && replayed + skipped < mostAtOnce) {
      const page: Awaited<ReturnType<DeliveryStore['list']>> = await deps.deliveries.list(id, pageSize, cursor);
      const inRange = page.items.filter((row) => row.kind === 'webhook').filter((row) => row.sequence > afterSequence);
      const outcomes = await inParallel(writesAtOnce, inRange, (row) => replayOne(deps, endpoint, row));
      const done = outcomes.filter((row) => row !== undefined).length;
      replayed += done;
      skipped += outcomes.length - done;
      cursor = inRange.length === page.items.length ? page.nextCursor : null;
    }
    if (replayed > 0) await deps.wakes.send([{ endpointId: id }]);
    return ok({ replayed, skipped, nextUntilSequence: cursor === null ? null : Number(cursor) - 1 });
  };

/** The delivery as it stands then; undefined when it is superseded, or forgotten meanwhile. */
const replayOne = async (
  { deliveries, clock }: ReplayDeps,
  endpoint: Endpoint,
  asRead: WebhookDelivery,
): Promise<WebhookDelivery | undefined> => {
  let before = asRead;
  for (let tries = 0; tries < maxTries; tries += 1) {
    const [debt] = await deliveries.owed(before.rulingId, [endpoint.id]);
    if (before.state === 'superseded' || debt?.sequence !== before.sequence) return undefined;
    if (!mayMove(before, 'replay')) return before;
    const now = clock.now();
    const after = replay(before, now);
    const wake = wakeAt(endpoint, now, `replay ${before.sequence}.${after.version}`);
    if (await deliveries.settle({ before, after, lastOwed: before.sequence, newer: undefined, wake })) return after;
    const found = await deliveries.get(before);
    if (found?.kind !== 'webhook') return undefined;
    before = found;
  }
  throw new Error(`${asRead.id} cannot be replayed: it changed ${maxTries} times`);
};
