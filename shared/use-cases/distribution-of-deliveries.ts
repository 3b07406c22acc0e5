import type { EventId, PartnerId } from '../domain/ids.ts';
import type { DeliveryOfEvent, DeliveryStore } from '../ports/delivery-store.ts';
import type { EndpointStore } from '../ports/endpoint-store.ts';
import { type HoldingsDeps, holdings } from './holdings.ts';

/** Where an event stands at partners. What is being sent this moment counts as pending. */
export interface DeliveriesDistribution {
  readonly owed: number;
  readonly delivered: number;
  readonly pending: number;
  readonly waiting: number;
  readonly superseded: number;
  readonly partners: readonly {
    readonly partnerId: PartnerId;
    readonly name: string;
    /** The newest revision of the ruling that arrived at any of the partner's endpoints. */
    readonly gotRevision: number | null;
    /** The newest that the partner says it republished. */
    readonly acknowledgedRevision: number | null;
  }[];
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
    const partners = await deps.endpoints.partners(held.map(({ partnerId }) => partnerId));
    const nameOf = new Map(partners.map(({ id, name }) => [id, name]));
    return {
      owed: rows.length,
      delivered: count('delivered'),
      pending: count('pending', 'sending'),
      waiting: count('waiting'),
      superseded: count('superseded'),
      partners: held.map(({ partnerId, gotRevision, acknowledgedRevision }) => ({
        ...{ partnerId, name: nameOf.get(partnerId) ?? '' },
        ...{ gotRevision, acknowledgedRevision },
      })),
    };
  };
