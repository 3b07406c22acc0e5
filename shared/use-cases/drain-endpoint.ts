import { abandonedMs, begin, type Delivery, dueAt, park, supersede } from '../domain/delivery.ts';
import { type EndpointKind, wakeOf } from '../domain/delivery-messages.ts';
import type { Endpoint } from '../domain/endpoint.ts';
import { type EndpointLease, heard } from '../domain/endpoint-lease.ts';
import { noExchange } from '../domain/exchange.ts';
import { type AnyEndpoint, isExpired } from '../domain/follower.ts';
import type { DeliveryId, EndpointId } from '../domain/ids.ts';
import { limitsAt } from '../domain/pace.ts';
import { takeToken } from '../domain/rate-tokens.ts';
import type { DeliveryStore } from '../ports/delivery-store.ts';
import type { EndpointStore } from '../ports/endpoint-store.ts';
import { type AttemptDeps, attemptDelivery } from './attempt-delivery.ts';
import { mustResume, resumeEndpoint } from './resume-endpoint.ts';
import { settleAttempt } from './settle-attempt.ts';
import type { Held } from './under-lease.ts';

export interface DrainDeps extends AttemptDeps {
  readonly serves: EndpointKind;
  readonly endpoints: AttemptDeps['endpoints'] & Pick<EndpointStore, 'get'>;
  readonly deliveries: AttemptDeps['deliveries'] & Pick<DeliveryStore, 'due' | 'begin' | 'open'>;
  /** Where partners' endpoints are served: see `tellContact`. */
  readonly tellContact?: (endpoint: Endpoint) => Promise<void>;
}

/** What a partner changes is seen after so long: no more is sent to an endpoint that was deleted, or signed with a secret that was replaced. */
const staleMs = 1_000;
/** More than an endpoint may have in flight: of each subject at most one delivery is being sent and one waits behind it. */
const atOnce = 50;
/**
 * A lease must outlast what is begun under it until that counts as abandoned: then whoever takes the lease over can at once take over
 * every row it finds `sending`. The rest is for waiting for a token, at most 4 s: a debt of
 * one made at a high pace may have to be paid at the lowest.
 */
const leaseAheadMs = abandonedMs + 5_000;

/**
 * Sends what is due at an endpoint until nothing is, `stopAt` (ms) has come, or the channel is paused; at most `maxInFlight` at once, `ratePerSecond` begun in
 * a second, less while the receiver finds that too much, and never two deliveries of a subject beside each other. Answers when more is
 * due (ms), `undefined` if nothing is on record, and touches nothing when it is of a kind that is served elsewhere. Throws when a row could
 * not be written; what was being sent then is taken over later, as abandoned.
 */
export const drain =
  (deps: DrainDeps) =>
  async (
    endpointId: EndpointId,
    held: Held<EndpointLease>,
    stopAt: number,
  ): Promise<number | 'elsewhere' | undefined> => {
    const { clock, deliveries } = deps;
    const running = new Map<DeliveryId, Promise<void>>();
    /** Behind one of the subject that is being sent; looked at again when anything ended. */
    const blocked = new Set<DeliveryId>();
    const failures: unknown[] = [];
    let lost = false;
    let stopped = false;

    const oneEnds = async () => {
      await Promise.race(running.values());
      blocked.clear();
    };
    const launch = (endpoint: AnyEndpoint, row: Delivery) =>
      running.set(
        row.id,
        attemptDelivery(deps)(endpoint, row)
          .then(
            (attempted) => {
              stopped ||= attempted.stopped;
              if (attempted.exchange !== undefined) held.state = heard(held.state, attempted.exchange, clock.now());
            },
            (error: unknown) => {
              failures.push(error);
            },
          )
          .finally(() => running.delete(row.id)),
      );

    for (;;) {
      /** What ends after this look may have stopped the endpoint, or brought it back. */
      const alone = running.size === 0;
      const lookedAt = clock.now();
      const endpoint = await standing(deps, endpointId);
      if (endpoint !== undefined && endpoint.kind !== deps.serves) return 'elsewhere';
      if (endpoint === undefined) await dropAll(deps, endpointId);
      else if (mustResume(endpoint, held.state)) {
        if (alone) await resumeEndpoint(deps)(endpoint, held);
        else {
          await oneEnds();
          continue;
        }
      }
      const due = await deliveries.due(endpointId, atOnce);
      const rows = due.filter(({ id }) => !running.has(id));
      /** When a row may be worked on: not before its receiver wants to be sent to, unless nothing is to be sent. */
      const timeFor = (row: Delivery): number =>
        mustBeSent(endpoint, row) ? Math.max(timeOf(row), held.state.holdUntil) : timeOf(row);
      const ready = rows.filter((row) => !blocked.has(row.id) && timeFor(row) <= clock.now());
      const [first] = ready;
      const stop = lost || failures.length > 0 || clock.now() >= stopAt || (await deps.channelSwitch()).paused;
      if (stop || first === undefined) {
        if (running.size > 0) {
          await oneEnds();
          continue;
        }
        if (failures.length > 0) throw failures[0];
        if (!alone) continue;
        if (endpoint?.kind === 'webhook') await deps.tellContact?.(endpoint);
        const times = rows.filter(({ id }) => !blocked.has(id)).map(timeFor);
        return whenNext(times, rows.length > 0, clock.now());
      }
      stopped = false;
      /** What ended in the meantime may have stopped the endpoint, or asked for patience. */
      const mayBegin = (row: Delivery): boolean => !stopped && timeFor(row) <= clock.now();
      let passed = 0;
      for (const row of ready) {
        // each look gets at least one row further, however long it took
        const outdated = passed > 0 && clock.now() >= Math.min(stopAt, lookedAt + staleMs);
        if (outdated || !mayBegin(row)) break;
        passed += 1;
        if (!mustBeSent(endpoint, row)) {
          await setAside(deps, endpoint, row);
          continue;
        }
        const { maxInFlight, ratePerSecond } = limitsAt(endpoint, held.state.pace);
        if (running.size >= maxInFlight) {
          await oneEnds();
          break;
        }
        const begun = await beginOne(deps, ratePerSecond, held, row, () => mayBegin(row));
        if (begun === 'lost') lost = true;
        if (begun === 'lost' || begun === 'changed') break;
        if (begun === 'blocked') blocked.add(row.id);
        else launch(endpoint, begun);
      }
      // all that is due is being sent: there is nothing to see before one of them ends
      if (passed === ready.length && due.length < atOnce && running.size === ready.length) await oneEnds();
    }
  };

/** The endpoint as it stands; a follower whose lease is over is taken away, unless it asked anew in this moment. */
const standing = async (deps: DrainDeps, id: EndpointId): Promise<AnyEndpoint | undefined> => {
  for (;;) {
    const endpoint = await deps.endpoints.get(id);
    if (endpoint?.kind !== 'websub' || deps.serves !== 'websub') return endpoint;
    if (!isExpired(endpoint, deps.clock.now())) return endpoint;
    if (!(await deps.followers.end(endpoint))) continue;
    deps.log.info('FOLLOWER_ENDED', { endpointId: id, because: 'lease' });
    return undefined;
  }
};

const isDisabled = (endpoint: AnyEndpoint): boolean => endpoint.kind === 'webhook' && endpoint.disabledReason !== null;

/** Not so what a process that died left behind, or what is owed to an endpoint that is disabled or gone. */
const mustBeSent = (endpoint: AnyEndpoint | undefined, { state }: Delivery): endpoint is AnyEndpoint =>
  endpoint !== undefined && !isDisabled(endpoint) && state !== 'sending';

const timeOf = (row: Delivery): number => Date.parse(dueAt(row) ?? '');

/** When to look again: rows that nothing holds back name the time. Rows blocked by a stranger's attempt wait until it is abandoned. */
const whenNext = (times: readonly number[], more: boolean, now: number): number | undefined => {
  if (times.length > 0) return Math.max(now, Math.min(...times));
  return more ? now + abandonedMs : undefined;
};

/** Waits for a token and makes a row `sending`, if it is its turn. */
const beginOne = async (
  { clock, deliveries, channelSwitch }: DrainDeps,
  ratePerSecond: number,
  held: Held<EndpointLease>,
  row: Delivery,
  mayBegin: () => boolean,
): Promise<Delivery | 'blocked' | 'changed' | 'lost'> => {
  if (!(await held.keep(leaseAheadMs))) return 'lost';
  const { bucket, wait } = takeToken(held.state, ratePerSecond, clock.now());
  if (wait > 0) await clock.sleep(wait);
  if ((await channelSwitch()).paused || !mayBegin()) return 'changed';
  const after = begin(row, clock.now());
  const outcome = await deliveries.begin({ before: row, after }, held.token);
  if (outcome !== 'begun') return outcome;
  held.state = { ...held.state, ...bucket };
  const wake = wakeOf(row);
  if (wake !== undefined) held.spent.push(wake);
  return after;
};

/** A row that is not to be sent now: left by a process that died, or owed to an endpoint that is disabled or gone. */
const setAside = async (deps: DrainDeps, endpoint: AnyEndpoint | undefined, row: Delivery): Promise<void> => {
  if (row.state === 'sending') {
    const found = endpoint === undefined ? 'gone' : isDisabled(endpoint) ? 'disabled' : 'in-service';
    await settleAttempt(deps)(row, noExchange('interrupted'), endpoint?.url ?? '', found);
    return;
  }
  const [after, ifDisabled] = endpoint === undefined ? [supersede(row, deps.clock.now()), false] : [park(row), true];
  const nothingElse = { lastOwed: undefined, newer: undefined, wake: undefined };
  // if it changed meanwhile, the next look finds it as it is
  await deps.deliveries.settle({ before: row, after, ifDisabled, ...nothingElse });
};

/** Nobody is owed anything at an endpoint that was deleted: what waits there will not be sent, and is forgotten in time. */
const dropAll = async ({ deliveries, clock }: DrainDeps, endpointId: EndpointId): Promise<void> => {
  for await (const row of deliveries.open(endpointId)) {
    const after = supersede(row, clock.now());
    await deliveries.settle({ before: row, after, lastOwed: undefined, newer: undefined, wake: undefined });
  }
};
