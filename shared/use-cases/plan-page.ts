import { wakeOf } from '../domain/delivery-messages.ts';
import { type Endpoint, isOwed } from '../domain/endpoint.ts';
import type { RulingEvent } from '../domain/event.ts';
import type { EndpointId } from '../domain/ids.ts';
import { type Owed, planDelivery } from '../domain/planned-delivery.ts';
import type { Revision } from '../domain/ruling.ts';
import type { Clock } from '../ports/clock.ts';
import type { DeliveryStore } from '../ports/delivery-store.ts';
import type { EndpointStore } from '../ports/endpoint-store.ts';

export interface PlanPageDeps {
  readonly endpoints: Pick<EndpointStore, 'all' | 'get'>;
  readonly deliveries: Pick<DeliveryStore, 'plan' | 'owed' | 'some'>;
  readonly clock: Clock;
}

/** Transactions under way at once: 10,000 endpoints at 10 ms each are 6 s. */
const atOnce = 16;
/** Others touch an endpoint's rows now and then, not all the time: so many losses in a row are a defect. */
const maxTries = 20;

/**
 * Writes an event down as owed to those of a page of endpoints that it is owed to. Answers the endpoints that have work by it, also
 * those for which an earlier run, which died, had written it down.
 */
export const planPage =
  (deps: PlanPageDeps) =>
  async (event: RulingEvent, revision: Revision, endpoints: readonly Endpoint[]): Promise<EndpointId[]> => {
    const plan = planOne(deps, event, revision);
    const debts = await debtsOf(deps, event, endpoints);
    const toWake: EndpointId[] = [];
    for (let from = 0; from < endpoints.length; from += atOnce) {
      const slice = endpoints.slice(from, from + atOnce);
      const woken = await Promise.all(slice.map((endpoint) => plan(endpoint, debts.get(endpoint.id))));
      toWake.push(...woken.flatMap((id) => id ?? []));
    }
    return toWake;
  };

/** What the endpoints were last owed of the event's ruling; nobody was owed anything before the first revision. */
const debtsOf = async (
  { deliveries }: PlanPageDeps,
  event: RulingEvent,
  endpoints: readonly Endpoint[],
): Promise<Map<EndpointId, Owed>> => {
  if (event.revision === 1) return new Map();
  const ids = endpoints.map(({ id }) => id);
  const owed = await deliveries.owed(event.rulingId, ids);
  return new Map(owed.map((debt) => [debt.endpointId, debt]));
};

/** Plans one endpoint; what another wrote meanwhile is read again. Answers its id when it has work by this event. */
const planOne =
  (deps: PlanPageDeps, event: RulingEvent, revision: Revision) =>
  async (asRead: Endpoint, debtAsRead: Owed | undefined): Promise<EndpointId | undefined> => {
    let endpoint: Endpoint | undefined = asRead;
    let debt = debtAsRead;
    for (let tries = 0; tries < maxTries; tries += 1) {
      if (endpoint === undefined) return undefined;
      const { id, lastOwedSequence, disabledReason } = endpoint;
      const awake = disabledReason === null ? id : undefined;
      if (lastOwedSequence !== null && lastOwedSequence >= event.sequence)
        return lastOwedSequence === event.sequence ? awake : undefined;
      if (!isOwed(endpoint, event, revision, debt !== undefined)) return undefined;

      const last = debt === undefined ? [] : await deps.deliveries.some([debt]);
      const now = deps.clock.now();
      const planned = planDelivery(endpoint, event, debt, last[0], now);
      if (await deps.deliveries.plan(planned, wakeOf(planned.delivery))) return awake;

      const found = await deps.endpoints.get(id);
      endpoint = found?.kind === 'webhook' ? found : undefined;
      [debt] = await deps.deliveries.owed(event.rulingId, [id]);
    }
    throw new Error(`event ${event.id} cannot be planned for ${asRead.id}: its rows changed ${maxTries} times`);
  };
