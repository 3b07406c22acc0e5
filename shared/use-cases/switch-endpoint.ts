import { type DeliverMessage, wakeAt } from '../domain/delivery-messages.ts';
import { type EndpointView, toEndpointView } from '../domain/endpoint.ts';
import type { EndpointId, PartnerId } from '../domain/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { EndpointStore } from '../ports/endpoint-store.ts';
import type { EndpointSwitch } from '../ports/endpoint-switch.ts';
import type { Queue } from '../ports/queue.ts';
import { partnersEndpoint } from './manage-endpoints.ts';

export interface SwitchDeps {
  readonly endpoints: EndpointStore;
  readonly endpointSwitch: EndpointSwitch;
  readonly wakes: Queue<DeliverMessage>;
  readonly clock: Clock;
}

/**
 * Takes a partner's endpoint back into service, and brings back all that waits there; one that is in service is sent at once what would
 * be tried later. Undefined when the partner has no such endpoint.
 */
export const enableEndpoint =
  (deps: SwitchDeps) =>
  async (partnerId: PartnerId, id: EndpointId): Promise<EndpointView | undefined> => {
    const endpoint = await partnersEndpoint(deps)(partnerId, id);
    if (endpoint === undefined) return undefined;
    const now = deps.clock.now();
    const at = new Date(now).toISOString();
    if (!(await deps.endpointSwitch.enable(id, at, wakeAt(endpoint, now, `enabled at ${at}`)))) return undefined;
    await deps.wakes.send([{ endpointId: id }]);
    const enabled = await partnersEndpoint(deps)(partnerId, id);
    return enabled && toEndpointView(enabled);
  };

/** Whether there was such an endpoint. What it was still owed is not sent; `deliver` writes that down. */
export const removeEndpoint =
  (deps: SwitchDeps) =>
  async (partnerId: PartnerId, id: EndpointId): Promise<boolean> => {
    const endpoint = await partnersEndpoint(deps)(partnerId, id);
    if (endpoint === undefined) return false;
    await deps.endpointSwitch.remove(endpoint, wakeAt(endpoint, deps.clock.now(), 'removed'));
    await deps.wakes.send([{ endpointId: id }]);
    return true;
  };
