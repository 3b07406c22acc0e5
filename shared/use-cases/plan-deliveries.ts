import { type DeliverMessage, planningGuard } from '../domain/delivery-messages.ts';
import type { RulingEvent } from '../domain/event.ts';
import type { Log } from '../ports/log.ts';
import type { Queue } from '../ports/queue.ts';
import type { RulingReader } from '../ports/ruling-store.ts';
import { type PlanPageDeps, planPage } from './plan-page.ts';
import { type Held, type LeaseDeps, underLease } from './under-lease.ts';

/** How far the planner has come in the log: everything up to this sequence is owed to whom it is owed. */
export interface PlanningCursor {
  readonly sequence: number;
}

export interface PlanDeps extends LeaseDeps<PlanningCursor>, PlanPageDeps {
  readonly rulings: Pick<RulingReader, 'eventsAfter' | 'revision'>;
  readonly wakes: Queue<DeliverMessage>;
  readonly log: Log;
}

/** A run stops after this, and the Timetable brings the next; a timeout of two minutes leaves room for one more page. */
const runMs = 75_000;
const eventsAtOnce = 25;
/** Memory is bounded by a page, however many endpoints there are. */
const endpointsAtOnce = 100;
/** The lease outlasts the planning of one page. */
const pageMs = 20_000;

/**
 * Moves the planning cursor over the log, strictly in sequence and alone, until nothing is left: each event is written down as owed to
 * every endpoint that it is owed to, then the endpoints are woken. Whoever dies on the way repeats the event: an endpoint whose
 * `lastOwedSequence` has passed it is skipped, so the rows are the same; the endpoints' wakes are in the Timetable since their rows are.
 */
export const planDeliveries = (deps: PlanDeps) => async (): Promise<void> => {
  const stopAt = deps.clock.now() + runMs;
  await underLease(deps)('planning', { sequence: 0 }, planningGuard, async (held) => {
    const more = await planEvents(deps, held, stopAt);
    return more ? planningGuard(deps.clock.now(), `${held.token}+`) : undefined;
  });
};

/** Whether there is more than could be done by `stopAt`. */
const planEvents = async (deps: PlanDeps, held: Held<PlanningCursor>, stopAt: number): Promise<boolean> => {
  for (;;) {
    const events = await deps.rulings.eventsAfter(held.state.sequence, eventsAtOnce);
    if (events.length === 0) return false;
    for (const event of events) {
      // an import of thousands of events has no endpoint to stop at
      if (deps.clock.now() >= stopAt) return true;
      if (!(await planEvent(deps, event, held, stopAt))) return true;
      held.state = { sequence: event.sequence };
      // another holds the lease now, and goes on
      if (!(await held.keep(pageMs, true))) return false;
    }
  }
};

/** Whether the event is planned to its end; not so when time is up or the lease is lost. */
const planEvent = async (
  deps: PlanDeps,
  event: RulingEvent,
  held: Held<PlanningCursor>,
  stopAt: number,
): Promise<boolean> => {
  if (event.origin === 'import') return true;
  const revision = await deps.rulings.revision(event.rulingId, event.revision);
  if (revision === undefined) throw new Error(`no revision ${event.revision} of ${event.rulingId}`);
  let owed = 0;
  for await (const endpoints of deps.endpoints.all(endpointsAtOnce)) {
    if (deps.clock.now() >= stopAt || !(await held.keep(pageMs))) return false;
    const toWake = await planPage(deps)(event, revision, endpoints);
    owed += toWake.length;
    await deps.wakes.send(toWake.map((endpointId) => ({ endpointId })));
  }
  deps.log.info('DELIVERIES_PLANNED', { eventId: event.id, sequence: event.sequence, endpoints: owed });
  return true;
};
