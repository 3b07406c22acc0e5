import type { EventId } from '../domain/ids.ts';
import type { DeliveryOfEvent, DeliveryStore } from '../ports/delivery-store.ts';
import type { EndpointStore } from '../ports/endpoint-store.ts';
import { type HoldingsDeps, holdings, type NamedHolding, named } from './holdings.ts';

/** Where an event stands at partners. What is being sent this moment counts as pending. */
export interface DeliveriesDistribution {
  readonly owed: number;
  readonly delivered: number;
  readonly pending: number;
  readonly waiting: number;
  readonly superseded: number;
  readonly partners: readonly NamedHolding[];
}

export interface DeliveriesReportDeps extends HoldingsDeps {
  readonly deliveries: Pick<DeliveryStore, 'ofEvent' | 'owed'>;
  readonly endpoints: Pick<EndpointStore, 'partners'>;
}

export const distributionOfDeliveries =
  (deps: DeliveriesReportDeps) =>
  async (eventId: EventId): Promise<DeliveriesDistribution> => {
    const rows = await deps.deliveries.ofEvent(eventId);
    const count = (...states: DeliveryOfEvent['state'][]) => rows.filter(({ state }) => states.includes(state)).length;
    const [first] = rows;
    const held = first === undefined ? [] : await holdings(deps)(first.rulingId, rows);
    return {
      owed: rows.length,
      delivered: count('delivered'),
      pending: count('pending', 'sending'),
      waiting: count('waiting'),
      superseded: count('superseded'),
      partners: await named(deps)(held),
    };
  };
