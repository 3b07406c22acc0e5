import type { EventId, PartnerId } from '../domain/ids.ts';
import type { Owed } from '../domain/planned-delivery.ts';
import type { DeliveryOfEvent, DeliveryStore } from '../ports/delivery-store.ts';
import type { EndpointStore } from '../ports/endpoint-store.ts';

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
    /** Null until partners can acknowledge. */
    readonly acknowledgedRevision: null;
  }[];
}

export interface DeliveriesReportDeps {
  readonly deliveries: Pick<DeliveryStore, 'ofEvent' | 'owed'>;
  readonly endpoints: Pick<EndpointStore, 'partners'>;
}

export const distributionOfDeliveries =
  ({ deliveries, endpoints }: DeliveriesReportDeps) =>
  async (eventId: EventId): Promise<DeliveriesDistribution> => {
    const rows = await deliveries.ofEvent(eventId);
    const count = (...states: DeliveryOfEvent['state'][]) => rows.filter(({ state }) => states.includes(state)).length;
    const [first] = rows;
    const debts =
      first === undefined
        ? []
        : await deliveries.owed(
            first.rulingId,
            rows.map(({ endpointId }) => endpointId),
          );
    const partners = await endpoints.partners([...new Set(rows.map(({ partnerId }) => partnerId))]);
    return {
      owed: rows.length,
      delivered: count('delivered'),
      pending: count('pending', 'sending'),
      waiting: count('waiting'),
      superseded: count('superseded'),
      partners: partners
        .map(({ id, name }) => ({
          partnerId: id,
          name,
          gotRevision: newestAt(
            rows.filter(({ partnerId }) => partnerId === id),
            debts,
          ),
          acknowledgedRevision: null,
        }))
        .sort((a, b) => (a.partnerId < b.partnerId ? -1 : 1)),
    };
  };

const newestAt = (rows: readonly DeliveryOfEvent[], debts: readonly Owed[]): number | null => {
  const theirs = debts.filter(({ endpointId }) => rows.some((row) => row.endpointId === endpointId));
  const revisions = theirs.flatMap((debt) => (debt.kind === 'webhook' ? (debt.deliveredRevision ?? []) : []));
  return revisions.length === 0 ? null : Math.max(...revisions);
};
