import { type Delivery, resume } from '../domain/delivery.ts';
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

/**
 * Brings back, under the lease, all that a partner's endpoint is owed and that waits for it or for its next attempt, once for each time
 * that it came back into service; but not what its receiver refused. Who dies on the way does it again. The oldest is due first.
 */
export const resumeEndpoint =
  ({ deliveries, clock, log }: ResumeDeps) =>
  async (endpoint: AnyEndpoint, held: Held<EndpointLease>): Promise<void> => {
    if (endpoint.kind !== 'webhook' || endpoint.resumedAt === null) return;
    if (endpoint.resumedAt === held.state.resumedFor) return;
    const since = Date.parse(endpoint.resumedAt);
    let rows = 0;
    /** Whether the lease is still ours. */
    const bringBack = async (page: readonly Delivery[]): Promise<boolean> => {
      const first = rows;
      rows += page.length;
      if (!(await held.keep(pageMs))) return false;
      await inParallel(writesAtOnce, [...page.entries()], async ([at, before]) => {
        const after = resume(before, since + first + at);
        // if it changed meanwhile, it was superseded, or somebody else brought it back
        await deliveries.settle({ before, after, lastOwed: undefined, newer: undefined, wake: undefined });
      });
      return true;
    };
    let page: Delivery[] = [];
    for await (const row of deliveries.open(endpoint.id)) {
      if (!row.refused && !isFresh(row)) page.push(row);
      if (page.length < rowsAtOnce) continue;
      if (!(await bringBack(page))) return;
      page = [];
    }
    if (!(await bringBack(page))) return;
    held.state = resumed(held.state, endpoint.resumedAt, clock.now());
    await held.keep(0, true);
    log.info('ENDPOINT_RESUMED', { endpointId: endpoint.id, rows });
  };
