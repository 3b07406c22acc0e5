import type { Notice, WebhookDelivery } from '../domain/delivery.ts';
import type { DeliveryId, EndpointId, PartnerId, RulingId } from '../domain/ids.ts';
import type { DeliveryStore } from '../ports/delivery-store.ts';
import type { EndpointStore, Items } from '../ports/endpoint-store.ts';
import { partnersEndpoint } from './manage-endpoints.ts';

/** A delivery as its partner sees it, with its newest attempts. A notice (a test, a probe) is of no ruling. */
export interface DeliveryView extends Pick<WebhookDelivery, 'id' | 'eventId' | 'state' | 'nextAttemptAt' | 'attempts'> {
  readonly sequence: number | null;
  readonly rulingId: RulingId | null;
  readonly revision: number | null;
}

export const noticeView = ({ id, eventId, state, nextAttemptAt, attempts }: Notice): DeliveryView => ({
  ...{ id, eventId, sequence: null, rulingId: null, revision: null },
  ...{ state, nextAttemptAt, attempts },
});

export const toDeliveryView = (delivery: WebhookDelivery): DeliveryView => ({
  id: delivery.id,
  eventId: delivery.eventId,
  sequence: delivery.sequence,
  rulingId: delivery.rulingId,
  revision: delivery.revision,
  state: delivery.state,
  nextAttemptAt: delivery.nextAttemptAt,
  attempts: delivery.attempts,
});

/** What an endpoint was owed, newest first; undefined when the endpoint is not the partner's. */
export const listDeliveries =
  (deps: { endpoints: EndpointStore; deliveries: Pick<DeliveryStore, 'list'> }) =>
  async (
    partnerId: PartnerId,
    endpointId: EndpointId,
    limit: number,
    cursor: string | undefined,
  ): Promise<Items<DeliveryView> | undefined> => {
    if ((await partnersEndpoint(deps)(partnerId, endpointId)) === undefined) return undefined;
    const { items, nextCursor } = await deps.deliveries.list(endpointId, limit, cursor);
    return { items: items.flatMap((item) => (item.kind === 'webhook' ? [toDeliveryView(item)] : [])), nextCursor };
  };

/** A delivery of the partner's; undefined for any other. */
export const showDelivery =
  ({ deliveries }: { deliveries: Pick<DeliveryStore, 'find'> }) =>
  async (partnerId: PartnerId, id: DeliveryId): Promise<DeliveryView | undefined> => {
    const delivery = await deliveries.find(id);
    if (delivery === undefined || delivery.kind === 'websub' || delivery.partnerId !== partnerId) return undefined;
    return delivery.kind === 'notice' ? noticeView(delivery) : toDeliveryView(delivery);
  };
