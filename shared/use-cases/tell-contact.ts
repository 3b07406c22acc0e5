import type { Endpoint } from '../domain/endpoint.ts';
import type { Clock } from '../ports/clock.ts';
import type { EndpointStore } from '../ports/endpoint-store.ts';
import type { PartnerNotices } from '../ports/partner-notices.ts';

export interface TellDeps {
  readonly notices: PartnerNotices;
  readonly endpoints: Pick<EndpointStore, 'setTold'>;
  readonly clock: Clock;
}

/** Tells the contact of an endpoint that it is disabled, once it is so: a second time only when we die before that is written down. */
export const tellContact =
  ({ notices, endpoints, clock }: TellDeps) =>
  async ({ id, partnerId, contact, disabledReason, disabledAt, toldAt }: Endpoint): Promise<void> => {
    if (disabledReason === null || disabledAt === null || toldAt !== null) return;
    await notices.tell({
      kind: 'endpoint-disabled',
      partnerId,
      endpointId: id,
      contact,
      reason: disabledReason,
      disabledAt,
    });
    await endpoints.setTold(id, disabledAt, new Date(clock.now()).toISOString());
  };
