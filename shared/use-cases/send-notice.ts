import type { Notice, NoticeType } from '../domain/delivery.ts';
import { type DeliverMessage, wakeAt } from '../domain/delivery-messages.ts';
import type { Endpoint } from '../domain/endpoint.ts';
import { type EndpointId, makeId, type PartnerId } from '../domain/ids.ts';
import { planNotice } from '../domain/planned-delivery.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { DeliveryStore } from '../ports/delivery-store.ts';
import type { EndpointStore } from '../ports/endpoint-store.ts';
import type { Queue } from '../ports/queue.ts';
import type { Randomness } from '../ports/randomness.ts';
import { partnersEndpoint } from './manage-endpoints.ts';
import { type DeliveryView, noticeView } from './show-deliveries.ts';

export interface NoticeDeps {
  readonly endpoints: Pick<EndpointStore, 'get'>;
  readonly deliveries: Pick<DeliveryStore, 'plan' | 'owed' | 'some'>;
  readonly wakes: Queue<DeliverMessage>;
  readonly clock: Clock;
  readonly random: Randomness;
}

/** Others touch an endpoint's notices now and then, not all the time: so many losses in a row are a defect. */
const maxTries = 20;

/**
 * Owes an endpoint a notice, in place of one that it has not got yet; undefined when the endpoint is disabled or gone. It goes out as
 * every delivery does.
 */
export const sendNotice =
  (deps: NoticeDeps) =>
  async ({ id }: Pick<Endpoint, 'id'>, type: NoticeType): Promise<Notice | undefined> => {
    const { endpoints, deliveries, wakes, clock, random } = deps;
    for (let tries = 0; tries < maxTries; tries += 1) {
      const endpoint = await endpoints.get(id);
      if (endpoint?.kind !== 'webhook' || endpoint.disabledReason !== null) return undefined;
      const [debt] = await deliveries.owed('notices', [id]);
      const [last] = debt === undefined ? [] : await deliveries.some([debt]);
      const now = clock.now();
      const planned = planNotice(endpoint, { type, eventId: makeId('event', now, random) }, debt, last, now);
      const wake = wakeAt(endpoint, now, planned.delivery.id);
      if (!(await deliveries.plan(planned, wake))) continue;
      await wakes.send([{ endpointId: id }]);
      return planned.delivery;
    }
    throw new Error(`no notice can be planned for ${id}: its rows changed ${maxTries} times`);
  };

/** Sends a partner's endpoint a test, as its partner asks. */
export const testEndpoint =
  (deps: NoticeDeps) =>
  async (partnerId: PartnerId, id: EndpointId): Promise<Result<DeliveryView, 'not-found' | 'endpoint-disabled'>> => {
    const endpoint = await partnersEndpoint(deps)(partnerId, id);
    if (endpoint === undefined) return fail('not-found');
    const notice = await sendNotice(deps)(endpoint, 'endpoint.test');
    return notice === undefined ? fail('endpoint-disabled') : ok(noticeView(notice));
  };
