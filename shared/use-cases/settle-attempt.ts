import {
  type Attempt,
  alreadyThere,
  type Delivery,
  delivered,
  failed,
  standInFor,
  subjectOf,
  supersedeFailed,
} from '../domain/delivery.ts';
import { wakeOf } from '../domain/delivery-messages.ts';
import type { Endpoint } from '../domain/endpoint.ts';
import { type Exchange, isSuccess } from '../domain/exchange.ts';
import { retryAfter } from '../domain/retry.ts';
import type { Clock } from '../ports/clock.ts';
import type { DeliveryStore, Settlement } from '../ports/delivery-store.ts';
import type { Log } from '../ports/log.ts';
import type { Randomness } from '../ports/randomness.ts';

export interface SettleDeps {
  readonly deliveries: Pick<DeliveryStore, 'settle' | 'owed' | 'get'>;
  readonly clock: Clock;
  readonly random: Randomness;
  readonly log: Log;
}

/** The answer that says an endpoint is no more (RFC 9110, 15.5.11). */
export const isGone = ({ status }: Exchange): boolean => status === 410;

/**
 * Writes down how an attempt at a delivery that was `sending` ended. A failed one is tried again, unless a newer one of its subject is
 * owed by now: then it is superseded, and the newer one says so, since nobody shall hear an old verdict after the correction was made.
 * When another took the delivery over meanwhile, because we were thought dead, nothing is written: it is sent again, under the same id.
 * Answers the delivery as it was written.
 */
export const settleAttempt =
  (deps: SettleDeps) =>
  async (
    sending: Delivery,
    exchange: Exchange,
    url: Endpoint['url'],
    found: Standing = 'in-service',
  ): Promise<Delivery | undefined> => {
    const attempt = attemptOf(sending, exchange, url);
    let standing = sending.kind !== 'websub' && isGone(exchange) ? 'disabled' : found;
    for (;;) {
      const settlement = isSuccess(exchange)
        ? arrived(sending, attempt, deps.clock.now())
        : await notArrived(deps, sending, attempt, exchange, standing);
      if (await deps.deliveries.settle(settlement)) {
        report(deps.log, settlement.after, attempt);
        return settlement.after;
      }
      const now = await deps.deliveries.get(sending);
      if (now?.version !== sending.version) {
        deps.log.warn('DELIVERY_TAKEN_OVER', { deliveryId: sending.id, attempt: attempt.number });
        return undefined;
      }
      // enabled since: a row that waited now would be found by nobody; if it is not, the next look parks it
      if (standing === 'disabled') standing = 'in-service';
    }
  };

/** How an endpoint was found by whoever settles. */
type Standing = 'in-service' | 'disabled' | 'gone';

/** Writes down that nothing had to be sent. When another took the delivery over meanwhile, that one finds the same. */
export const settleUnsent =
  ({ deliveries, clock, log }: SettleDeps) =>
  async (sending: Delivery): Promise<void> => {
    const after = alreadyThere(sending, clock.now());
    if (await deliveries.settle({ before: sending, after, lastOwed: undefined, newer: undefined, wake: undefined }))
      log.info('DELIVERY_NOT_NEEDED', { deliveryId: sending.id, endpointId: sending.endpointId });
    else log.warn('DELIVERY_TAKEN_OVER', { deliveryId: sending.id, attempt: sending.attempted });
  };

const attemptOf = ({ attempted, sendingSince }: Delivery, exchange: Exchange, url: string): Attempt => ({
  at: sendingSince ?? '',
  number: attempted + 1,
  url,
  status: exchange.status,
  error: exchange.error,
  ms: exchange.ms,
  answer: exchange.answer,
});

const arrived = (before: Delivery, attempt: Attempt, now: number): Settlement => ({
  before,
  after: delivered(before, attempt, now),
  lastOwed: undefined,
  newer: undefined,
  wake: undefined,
});

const notArrived = async (
  { deliveries, clock, random }: SettleDeps,
  before: Delivery,
  attempt: Attempt,
  exchange: Exchange,
  standing: Standing,
): Promise<Settlement> => {
  const now = clock.now();
  const [owed] = await deliveries.owed(subjectOf(before), [before.endpointId]);
  const lastOwed = owed?.sequence ?? before.sequence;
  if (lastOwed > before.sequence) {
    const newer = await deliveries.get({ ...before, sequence: lastOwed });
    return {
      before,
      after: supersedeFailed(before, attempt, now),
      lastOwed,
      newer: newer && { before: newer, after: standInFor(newer, before) },
      wake: undefined,
    };
  }
  const wait = exchange.status === null ? 0 : retryAfter(exchange.status, exchange.retryAfter, now);
  const stop = standing === 'in-service' ? (exchange.abort ? 'refused' : undefined) : 'disabled';
  const after = failed(before, attempt, { now, random: random(), retryAfter: wait, stop });
  return {
    before,
    after,
    lastOwed,
    ifDisabled: standing === 'disabled',
    newer: undefined,
    wake: wakeOf(after),
  };
};

const report = (log: Log, { id, endpointId, sequence, state }: Delivery, { number, status, error }: Attempt): void =>
  log.info('DELIVERY_ATTEMPTED', { deliveryId: id, endpointId, sequence, state, attempt: number, status, error });
