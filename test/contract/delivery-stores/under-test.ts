import type { DeliveryStore } from '../../../shared/ports/delivery-store.ts';
import type { EndpointStore } from '../../../shared/ports/endpoint-store.ts';
import type { EndpointSwitch } from '../../../shared/ports/endpoint-switch.ts';
import type { FollowerStore } from '../../../shared/ports/follower-store.ts';
import type { Leases } from '../../../shared/ports/leases.ts';
import type { DueWork } from '../../../shared/ports/timetable.ts';
import { endpoint, partner } from '../../samples/delivering.ts';

export interface LeaseState {
  readonly count: number;
}

/** The stores of the delivery engine over one set of tables, and everything that is due by the year 9999. */
export interface DeliveryStores {
  readonly endpoints: EndpointStore;
  readonly endpointSwitch: EndpointSwitch;
  readonly followers: FollowerStore;
  readonly deliveries: DeliveryStore;
  readonly leases: Leases<LeaseState>;
  readonly due: () => Promise<DueWork[]>;
}
export type OpenDeliveryStores = () => Promise<DeliveryStores>;

export const work = (id: string): DueWork => ({
  at: '2026-11-20T12:01:00.000Z',
  kind: 'deliver',
  id,
  queue: 'deliveries',
  body: JSON.stringify({ because: id }),
});

/** The same with an endpoint that was owed nothing yet. */
export const withEndpoint = async (open: OpenDeliveryStores): Promise<DeliveryStores> => {
  const stores = await open();
  await stores.endpoints.addPartner(partner());
  await stores.endpoints.add(endpoint());
  return stores;
};
