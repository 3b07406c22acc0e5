import type { Delivery } from '../../shared/domain/delivery.ts';
import type { EndpointId } from '../../shared/domain/ids.ts';
import { retryAfter } from '../../shared/domain/retry.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { DeliveryStore } from '../../shared/ports/delivery-store.ts';
import type { EndpointStore } from '../../shared/ports/endpoint-store.ts';
import type { EndpointSwitch } from '../../shared/ports/endpoint-switch.ts';
import type { PartnerNotices } from '../../shared/ports/partner-notices.ts';
import type { WebhookSender } from '../../shared/ports/webhook-sender.ts';

/** A row as it was written, at `at` (ms): by the channel itself, or since its partner asked. `before` is undefined for a new one. */
export interface Write {
  readonly at: number;
  readonly by: 'channel' | 'partner';
  readonly before: Delivery | undefined;
  readonly after: Delivery;
}

/** What happened to an endpoint; `disabledAt` names the time out of service that it is about. */
export interface Turn {
  readonly at: number;
  readonly endpointId: EndpointId;
  readonly what: 'disabled' | 'told' | 'enabled' | 'recovered';
  readonly disabledAt: string | null;
}

/** A receiver that asked at `at` for nothing before `until`. */
export interface Hold {
  readonly at: number;
  readonly url: string;
  readonly until: number;
}

/** Everything that was committed, in order, whoever hears of it. */
export const deliveryHistory = (clock: Clock) => {
  const writes: Write[] = [];
  const turns: Turn[] = [];
  const holds: Hold[] = [];
  const awaited: { readonly id: EndpointId; readonly resolve: () => void }[] = [];

  const deliveriesOf = (store: DeliveryStore, by: Write['by']): DeliveryStore => {
    const note = (before: Delivery | undefined, after: Delivery) => writes.push({ at: clock.now(), by, before, after });
    return {
      ...store,
      plan: async (planned, wake) => {
        const held = await store.plan(planned, wake);
        if (!held) return false;
        note(undefined, planned.delivery);
        if (planned.superseded !== undefined) note(planned.superseded.before, planned.superseded.after);
        return true;
      },
      begin: async (change, token) => {
        const outcome = await store.begin(change, token);
        if (outcome === 'begun') note(change.before, change.after);
        return outcome;
      },
      settle: async (settlement) => {
        const held = await store.settle(settlement);
        if (!held) return false;
        note(settlement.before, settlement.after);
        if (settlement.newer !== undefined) note(settlement.newer.before, settlement.newer.after);
        return true;
      },
    };
  };
  const endpointsOf = <Store extends EndpointStore & EndpointSwitch>(store: Store): Store => ({
    ...store,
    disable: async (id, reason, disabledAt, asRead) => {
      const done = await store.disable(id, reason, disabledAt, asRead);
      if (!done) return false;
      turns.push({ at: clock.now(), endpointId: id, what: 'disabled', disabledAt });
      for (const one of awaited) if (one.id === id) one.resolve();
      return true;
    },
    enable: async (id, at, wake) => {
      const found = await store.get(id);
      const done = await store.enable(id, at, wake);
      const disabledAt = found?.kind === 'webhook' ? found.disabledAt : null;
      if (done) turns.push({ at: clock.now(), endpointId: id, what: 'enabled', disabledAt });
      return done;
    },
    setRecovered: async (id, at, failingSince) => {
      await store.setRecovered(id, at, failingSince);
      const found = await store.get(id);
      if (found?.kind === 'webhook' && found.resumedAt === at)
        turns.push({ at: clock.now(), endpointId: id, what: 'recovered', disabledAt: null });
    },
  });
  const noticesOf = (notices: PartnerNotices): PartnerNotices => ({
    tell: async (notice) => {
      await notices.tell(notice);
      if (notice.kind !== 'endpoint-disabled') throw new Error(`nobody asked for ${notice.kind}`);
      const { endpointId, disabledAt } = notice;
      turns.push({ at: clock.now(), endpointId, what: 'told', disabledAt });
    },
  });
  const senderOf = (sender: WebhookSender): WebhookSender => ({
    post: async (request) => {
      const exchange = await sender.post(request);
      const at = clock.now();
      const wait = exchange.status === null ? 0 : retryAfter(exchange.status, exchange.retryAfter, at);
      if (wait > 0) holds.push({ at, url: request.url, until: at + wait });
      return exchange;
    },
  });
  /** When an endpoint is next disabled. */
  const nextDisabling = (id: EndpointId): Promise<void> => new Promise((resolve) => awaited.push({ id, resolve }));
  return { nextDisabling, writes, turns, holds, deliveriesOf, endpointsOf, noticesOf, senderOf };
};
