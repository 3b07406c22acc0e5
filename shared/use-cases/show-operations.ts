import { type Endpoint, type Partner, toEndpointView } from '../domain/endpoint.ts';
import type { Clock } from '../ports/clock.ts';
import type { EndpointStore } from '../ports/endpoint-store.ts';
import type { RebuildState } from '../ports/rebuild-state.ts';
import type { RulingReader } from '../ports/ruling-store.ts';
import type { Timetable } from '../ports/timetable.ts';
import type { Watermark } from '../ports/watermark.ts';
import type { WorkQueue } from '../ports/work-queues.ts';
import { type ShowChannelDeps, showChannels } from './show-channels.ts';

export interface OperationsDeps extends ShowChannelDeps {
  readonly queues: readonly WorkQueue[];
  readonly rulings: Pick<RulingReader, 'lastSequence' | 'event'>;
  readonly watermark: Pick<Watermark, 'read'>;
  readonly timetable: Pick<Timetable, 'due'>;
  readonly endpoints: Pick<EndpointStore, 'all' | 'partners'>;
  readonly rebuildState: Pick<RebuildState, 'read'>;
  readonly clock: Clock;
}

/** The sweep comes each minute: what was due for two was left lying. */
const overdueMs = 120_000;
/** So much overdue work is counted, and so many endpoints that are not well are named; more of either is told by the bound itself. */
const mostOverdue = 1_000;
const mostEndpoints = 100;

/** How the wire stands: its queues, how far the relay is behind the log, what is overdue, how partners' endpoints are, which channels are paused, and the last rebuild. */
export const showOperations = (deps: OperationsDeps) => async () => {
  const [queues, relay, dueWork, endpoints, channels, feedsRebuild] = await Promise.all([
    Promise.all(deps.queues.map(queueState)),
    relayState(deps),
    dueState(deps),
    endpointStates(deps),
    showChannels(deps)(),
    rebuildProgress(deps),
  ]);
  return { at: new Date(deps.clock.now()).toISOString(), queues, relay, dueWork, endpoints, channels, feedsRebuild };
};

const queueState = async ({ name, counts, deadLetters }: WorkQueue) => {
  const [now, ...dead] = await Promise.all([counts(), ...deadLetters.map((letters) => letters.count())]);
  return { queue: name, ...now, deadLetters: dead.reduce((sum, count) => sum + count, 0) };
};

/** `oldestAt`: when the first event was committed that has not gone out. */
const relayState = async ({ rulings, watermark }: OperationsDeps) => {
  // read in this order, so that what goes out in between makes nobody look ahead of the log
  const relayedSequence = await watermark.read();
  const lastSequence = await rulings.lastSequence();
  const first = lastSequence > relayedSequence ? await rulings.event(relayedSequence + 1) : undefined;
  return {
    lastSequence,
    relayedSequence,
    behind: lastSequence - relayedSequence,
    oldestAt: first?.timestamp ?? null,
  };
};

const dueState = async ({ timetable, clock }: OperationsDeps) => {
  const due = await timetable.due(new Date(clock.now() - overdueMs).toISOString(), mostOverdue);
  const oldest = due.map(({ at }) => at).sort()[0];
  return { overdue: due.length, oldestAt: oldest ?? null };
};

const endpointStates = async ({ endpoints }: OperationsDeps) => {
  const counts = { active: 0, failing: 0, disabled: 0 };
  const found: Endpoint[] = [];
  for await (const page of endpoints.all(mostEndpoints))
    for (const endpoint of page) {
      const { status } = toEndpointView(endpoint);
      counts[status] += 1;
      if (status !== 'active' && found.length < mostEndpoints) found.push(endpoint);
    }
  const partners = await endpoints.partners([...new Set(found.map(({ partnerId }) => partnerId))]);
  return { ...counts, unwell: found.map(toUnwell(partners)) };
};

/** `null` before the first. `counts` are of its round, and `again` says that another follows. */
const rebuildProgress = async ({ rebuildState }: OperationsDeps) => {
  const found = await rebuildState.read();
  if (found === undefined) return null;
  const { id, phase, counts, again, startedAt, finishedAt } = found.rebuild;
  return { id, phase, counts, again, startedAt, finishedAt };
};

/** By its host alone: the rest of an address may be a secret of the partner's. */
const toUnwell = (partners: readonly Partner[]) => (endpoint: Endpoint) => {
  const { id, partnerId, url, failingSince, disabledReason } = endpoint;
  const partnerName = partners.find((partner) => partner.id === partnerId)?.name ?? '';
  const { status } = toEndpointView(endpoint);
  return { id, partnerId, partnerName, host: new URL(url).host, status, failingSince, disabledReason };
};
