import { abandonedMs, begin, type Delivery, dueAt, park, supersede } from '../domain/delivery.ts';
import { noExchange } from '../domain/exchange.ts';
import { type AnyEndpoint, isExpired, isLost } from '../domain/follower.ts';
import type { EndpointId } from '../domain/ids.ts';
import { type RateTokens, takeToken } from '../domain/rate-tokens.ts';
import type { DeliveryStore } from '../ports/delivery-store.ts';
import type { EndpointStore } from '../ports/endpoint-store.ts';
import { type AttemptDeps, attemptDelivery } from './attempt-delivery.ts';
import { settleAttempt } from './settle-attempt.ts';
import type { Held } from './under-lease.ts';

/** What an endpoint's lease remembers: its rate, and for when a delayed message is under way. */
export interface EndpointLease extends RateTokens {
  readonly alarmAt: number | null;
}

export interface DrainDeps extends AttemptDeps {
  readonly endpoints: AttemptDeps['endpoints'] & Pick<EndpointStore, 'get'>;
  readonly deliveries: AttemptDeps['deliveries'] & Pick<DeliveryStore, 'due' | 'begin' | 'open'>;
}

/** More than an endpoint may have in flight: of each subject at most one delivery is being sent and one waits behind it. */
const atOnce = 50;
/**
 * A lease must outlast what is begun under it until that counts as abandoned: then whoever takes the lease over can at once take over
 * every row it finds `sending`. The rest is for waiting for a token, at most 1 s.
 */
const leaseAheadMs = abandonedMs + 2_000;

/**
 * Sends what is due at an endpoint until nothing is, or `stopAt` (ms) has come; at most `maxInFlight` at once, `ratePerSecond` begun in
 * a second, never two deliveries of a subject beside each other. Answers when more is due (ms), `undefined` if nothing is on record.
 * Throws when a row could not be written; what was being sent then is taken over later, as abandoned.
 */
export const drain =
  (deps: DrainDeps) =>
  async (endpointId: EndpointId, held: Held<EndpointLease>, stopAt: number): Promise<number | undefined> => {
    const { clock, deliveries } = deps;
    const running = new Map<number, Promise<void>>();
    /** Behind one of the subject that is being sent; looked at again when anything ended. */
    const blocked = new Set<number>();
    const failures: unknown[] = [];
    let lost = false;
    let gone = false;

    const oneEnds = async () => {
      await Promise.race(running.values());
      blocked.clear();
    };
    const launch = (endpoint: AnyEndpoint, row: Delivery) =>
      running.set(
        row.sequence,
        attemptDelivery(deps)(endpoint, row)
          .then(
            (nowGone) => {
              gone ||= nowGone;
            },
            (error: unknown) => {
              failures.push(error);
            },
          )
          .finally(() => running.delete(row.sequence)),
      );

    for (;;) {
      const endpoint = await standing(deps, endpointId);
      if (endpoint === undefined) await dropAll(deps, endpointId);
      const rows = (await deliveries.due(endpointId, atOnce)).filter(({ sequence }) => !running.has(sequence));
      const ready = rows.filter((row) => !blocked.has(row.sequence) && timeOf(row) <= clock.now());
      const [first] = ready;
      const stop = lost || failures.length > 0 || clock.now() >= stopAt;
      if (stop || first === undefined) {
        if (running.size > 0) {
          await oneEnds();
          continue;
        }
        if (failures.length > 0) throw failures[0];
        return whenNext(rows, blocked, clock.now());
      }
      gone = false;
      for (const row of ready) {
        if (gone) break;
        if (endpoint === undefined || isDisabled(endpoint) || row.state === 'sending') {
          await setAside(deps, endpoint, row);
          continue;
        }
        if (running.size >= endpoint.maxInFlight) {
          await oneEnds();
          break;
        }
        const begun = await beginOne(deps, endpoint, held, row);
        if (begun === 'lost') lost = true;
        if (begun === 'lost' || begun === 'changed') break;
        if (begun === 'blocked') blocked.add(row.sequence);
        else launch(endpoint, begun);
      }
    }
  };

/** The endpoint as it stands; a follower whose lease is over, or that is lost, is taken away, unless it asked anew in this moment. */
const standing = async (deps: DrainDeps, id: EndpointId): Promise<AnyEndpoint | undefined> => {
  for (;;) {
    const endpoint = await deps.endpoints.get(id);
    if (endpoint?.kind !== 'websub') return endpoint;
    const expired = isExpired(endpoint, deps.clock.now());
    if (!expired && !isLost(endpoint, deps.clock.now())) return endpoint;
    if (!(await deps.followers.end(endpoint))) continue;
    deps.log.info('FOLLOWER_ENDED', { endpointId: id, because: expired ? 'lease' : 'failing' });
    return undefined;
  }
};

const isDisabled = (endpoint: AnyEndpoint): boolean => endpoint.kind === 'webhook' && endpoint.disabledReason !== null;

const timeOf = (row: Delivery): number => Date.parse(dueAt(row) ?? '');

/** When to look again: rows that nothing holds back name the time. Rows blocked by a stranger's attempt wait until it is abandoned. */
const whenNext = (rows: readonly Delivery[], blocked: ReadonlySet<number>, now: number): number | undefined => {
  const times = rows.filter(({ sequence }) => !blocked.has(sequence)).map(timeOf);
  if (times.length > 0) return Math.max(now, Math.min(...times));
  return rows.length > 0 ? now + abandonedMs : undefined;
};

/** Waits for a token and makes a row `sending`, if it is its turn. */
const beginOne = async (
  { clock, deliveries }: DrainDeps,
  endpoint: AnyEndpoint,
  held: Held<EndpointLease>,
  row: Delivery,
): Promise<Delivery | 'blocked' | 'changed' | 'lost'> => {
  if (!(await held.keep(leaseAheadMs))) return 'lost';
  const { bucket, wait } = takeToken(held.state, endpoint.ratePerSecond, clock.now());
  if (wait > 0) await clock.sleep(wait);
  const after = begin(row, clock.now());
  const outcome = await deliveries.begin({ before: row, after }, held.token);
  if (outcome !== 'begun') return outcome;
  held.state = { ...held.state, ...bucket };
  return after;
};

/** A row that is not to be sent now: left by a process that died, or owed to an endpoint that is disabled or gone. */
const setAside = async (deps: DrainDeps, endpoint: AnyEndpoint | undefined, row: Delivery): Promise<void> => {
  if (row.state === 'sending') {
    const disabled = endpoint === undefined || isDisabled(endpoint);
    return settleAttempt(deps)(row, noExchange('interrupted'), endpoint?.url ?? '', disabled);
  }
  const change = endpoint === undefined ? supersede(row, deps.clock.now()) : park(row);
  // if it changed meanwhile, the next look finds it as it is
  await deps.deliveries.settle({ before: row, after: change, lastOwed: undefined, newer: undefined, wake: undefined });
};

/** Nobody is owed anything at an endpoint that was deleted: what waits there will not be sent, and is forgotten in time. */
const dropAll = async ({ deliveries, clock }: DrainDeps, endpointId: EndpointId): Promise<void> => {
  for await (const row of deliveries.open(endpointId)) {
    const after = supersede(row, clock.now());
    await deliveries.settle({ before: row, after, lastOwed: undefined, newer: undefined, wake: undefined });
  }
};
