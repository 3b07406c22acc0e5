import type { Endpoint } from '../domain/endpoint.ts';
import type { EndpointLease } from '../domain/endpoint-lease.ts';
import type { EndpointStore } from '../ports/endpoint-store.ts';
import type { Leases } from '../ports/leases.ts';
import type { Log } from '../ports/log.ts';
import { inParallel } from './in-parallel.ts';
import { type NoticeDeps, sendNotice } from './send-notice.ts';

export interface ProbeDeps extends NoticeDeps {
  readonly endpoints: Pick<EndpointStore, 'all' | 'get'>;
  readonly leases: Pick<Leases<EndpointLease>, 'states'>;
  readonly log: Log;
  /** Nothing is begun after so many ms. */
  readonly runMs: number;
}

/** A newsroom may have nothing for an endpoint for weeks: whether it still works is better known before a correction is due. */
const quietMs = 7 * 86_400_000;
const endpointsAtOnce = 100;
const writesAtOnce = 16;

/**
 * Sends each endpoint in service that has heard nothing for a week a signed message, which goes the way of all others: one that no longer
 * answers fails, is told of and disabled as by an event. Whatever a run has no time for is quiet still on the next day.
 */
export const probeEndpoints = (deps: ProbeDeps) => async (): Promise<void> => {
  const { endpoints, leases, clock, log, runMs } = deps;
  const stopAt = clock.now() + runMs;
  let probed = 0;
  for await (const page of endpoints.all(endpointsAtOnce)) {
    if (clock.now() >= stopAt) break;
    const states = await leases.states(page.map(({ id }) => id));
    const quiet = page.filter((endpoint) => isQuiet(endpoint, states.get(endpoint.id), clock.now()));
    const sent = await inParallel(writesAtOnce, quiet, (endpoint) => sendNotice(deps)(endpoint, 'endpoint.probe'));
    probed += sent.filter((notice) => notice !== undefined).length;
  }
  log.info('ENDPOINTS_PROBED', { endpoints: probed });
};

const isQuiet = (endpoint: Endpoint, lease: EndpointLease | undefined, now: number): boolean => {
  if (endpoint.disabledReason !== null) return false;
  const { createdAt, resumedAt } = endpoint;
  const last = Math.max(lease?.exchangedAt ?? 0, Date.parse(resumedAt ?? createdAt));
  return now - last >= quietMs;
};
