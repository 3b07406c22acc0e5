import { bringForward, type Delivery, resume } from '../domain/delivery.ts';
import type { Endpoint } from '../domain/endpoint.ts';
import { type EndpointLease, resumed } from '../domain/endpoint-lease.ts';
import type { AnyEndpoint } from '../domain/follower.ts';
import type { Clock } from '../ports/clock.ts';
import type { DeliveryStore } from '../ports/delivery-store.ts';
import type { Log } from '../ports/log.ts';
import { inParallel } from './in-parallel.ts';
import type { Held } from './under-lease.ts';

export interface ResumeDeps {
  readonly deliveries: Pick<DeliveryStore, 'open' | 'settle'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Due already, and untried. */
const isFresh = ({ state, failures }: Delivery): boolean => state === 'pending' && failures === 0;

/** Memory is bounded by a page, however long the endpoint was out. */
const rowsAtOnce = 100;
const writesAtOnce = 16;
/** The lease outlasts the bringing back of one page. */
const pageMs = 20_000;

/** Whether an endpoint came back into service since all that waited there was brought back. */
export const mustResume = (endpoint: AnyEndpoint, { resumedFor, recoveredFor }: EndpointLease): endpoint is Endpoint =>
  endpoint.kind === 'webhook' &&
  endpoint.disabledReason === null &&
  (endpoint.resumedAt !== resumedFor || endpoint.recoveredAt !== recoveredFor);

/**
 * Brings back, under the lease, what a partner's endpoint is owed, once for each time that it came back into service, the oldest first.
 * After it was enabled that is all that waits for it or for its next attempt, but for what its receiver refused; after an outage that
 * nobody had to end, what waits for its next attempt, which counts: a message that its receiver can never take must come to an end.
 * Nothing may be being sent, since that could come to wait afterwards. Who dies on the way does it again.
 */
export const resumeEndpoint =
  ({ deliveries, clock, log }: ResumeDeps) =>
  async (endpoint: Endpoint, held: Held<EndpointLease>): Promise<void> => {
    const { id, resumedAt, recoveredAt } = endpoint;
    const enabled = resumedAt !== held.state.resumedFor;
    const since = Date.parse((enabled ? resumedAt : recoveredAt) ?? '');
    let rows = 0;
    /** Whether the lease is still ours. */
    const bringBack = async (page: readonly Delivery[]): Promise<boolean> => {
      const first = rows;
      rows += page.length;
      if (!(await held.keep(pageMs))) return false;
      await inParallel(writesAtOnce, [...page.entries()], async ([at, before]) => {
        const after = (enabled ? resume : bringForward)(before, since + first + at);
        // if it changed meanwhile, it was superseded, or somebody else brought it back
        await deliveries.settle({ before, after, lastOwed: undefined, newer: undefined, wake: undefined });
      });
      return true;
    };
    let page: Delivery[] = [];
    for await (const row of deliveries.open(id)) {
      if (!row.refused && !isFresh(row) && (enabled || row.state === 'pending')) page.push(row);
      if (page.length < rowsAtOnce) continue;
      if (!(await bringBack(page))) return;
      page = [];
    }
    if (!(await bringBack(page))) return;
    held.state = resumed(held.state, endpoint, clock.now());
    await held.keep(0, true);
    log.info('ENDPOINT_RESUMED', { endpointId: id, rows });
  };
