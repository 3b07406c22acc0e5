import { isDeepStrictEqual } from 'node:util';
import type { Delivery } from '../../shared/domain/delivery.ts';
import type { Endpoint, Partner } from '../../shared/domain/endpoint.ts';
import { placeOf } from '../../shared/domain/feed-topic.ts';
import { type AnyEndpoint, hostOf } from '../../shared/domain/follower.ts';
import type { EndpointId, PartnerId } from '../../shared/domain/ids.ts';
import type { EndpointStore, Items } from '../../shared/ports/endpoint-store.ts';
import type { EndpointSwitch } from '../../shared/ports/endpoint-switch.ts';
import type { FollowerStore } from '../../shared/ports/follower-store.ts';
import type { DueWork } from '../../shared/ports/timetable.ts';

/** What the planner's transaction does to an endpoint: moves a partner's last debt on; it may not when that has moved, or the endpoint is gone. */
export interface EndpointDebts {
  mayOwe(delivery: Delivery): boolean;
  owe(delivery: Delivery): void;
  isDisabled(id: EndpointId): boolean;
}

/** Partners, their endpoints and followers in memory; `timetable` is what the followers' transactions reach. */
export const fakeEndpointStore = (
  timetable: { put(work: DueWork): void } = { put: () => {} },
): EndpointStore & EndpointSwitch & FollowerStore & EndpointDebts => {
  const partners = new Map<PartnerId, Partner>();
  const endpoints = new Map<EndpointId, AnyEndpoint>();
  /** When a follower was last asked to go. */
  const unfollowed = new Map<EndpointId, string>();
  const ofPartners = (): Endpoint[] => [...endpoints.values()].filter((one) => one.kind === 'webhook');
  const followers = () => [...endpoints.values()].filter((one) => one.kind === 'websub');
  /** Whether one that was asked for at this time may be written, or taken away: none stands that was asked for later. */
  const isNewest = (id: EndpointId, requestedAt: string): boolean => {
    const standing = endpoints.get(id);
    return standing?.kind !== 'websub' || standing.requestedAt <= requestedAt;
  };
  /** Nor was it asked to go later. */
  const isLastWord = (id: EndpointId, requestedAt: string): boolean =>
    isNewest(id, requestedAt) && (unfollowed.get(id) ?? '') <= requestedAt;
  const byId = <Row extends { id: string }>(rows: Iterable<Row>): Row[] =>
    structuredClone([...rows].sort((a, b) => (a.id < b.id ? -1 : 1)));
  const page = <Row extends { id: string }>(rows: Row[], limit: number, cursor: string | undefined): Items<Row> => {
    const left = rows.filter(({ id }) => cursor === undefined || id > cursor);
    const items = left.slice(0, limit);
    return { items, nextCursor: left.length > limit ? (items.at(-1)?.id ?? null) : null };
  };
  const set = (id: EndpointId, changes: Partial<Endpoint>): Endpoint | undefined => {
    const endpoint = endpoints.get(id);
    if (endpoint?.kind !== 'webhook') return undefined;
    const changed = structuredClone({ ...endpoint, ...changes });
    endpoints.set(id, changed);
    return structuredClone(changed);
  };

  return {
    mayOwe: (delivery) => {
      const endpoint = endpoints.get(delivery.endpointId);
      if (delivery.kind === 'websub' || endpoint?.kind !== 'webhook') return endpoint?.kind === delivery.kind;
      if ((endpoint.disabledReason !== null) !== (delivery.state === 'waiting')) return false;
      return delivery.kind === 'notice' || endpoint.lastOwedSequence === delivery.previousSequence;
    },
    owe: ({ kind, endpointId, sequence }) => {
      if (kind === 'webhook') set(endpointId, { lastOwedSequence: sequence });
    },
    isDisabled: (id) => {
      const endpoint = endpoints.get(id);
      return endpoint?.kind === 'webhook' && endpoint.disabledReason !== null;
    },

    addPartner: async (partner) => {
      if (!partners.has(partner.id)) partners.set(partner.id, structuredClone(partner));
    },
    partners: async (ids) => structuredClone(ids.flatMap((id) => partners.get(id) ?? [])),
    listPartners: async (limit, cursor) => page(byId(partners.values()), limit, cursor),

    add: async (endpoint) => {
      if (!partners.has(endpoint.partnerId)) return false;
      endpoints.set(endpoint.id, structuredClone(endpoint));
      return true;
    },
    get: async (id) => structuredClone(endpoints.get(id)),
    list: async (partnerId, limit, cursor) =>
      page(
        byId(ofPartners()).filter((endpoint) => endpoint.partnerId === partnerId),
        limit,
        cursor,
      ),
    async *all(size) {
      let after = '';
      for (;;) {
        const left = byId(ofPartners()).filter(({ id }) => id > after);
        yield left.slice(0, size);
        if (left.length <= size) return;
        after = left[size - 1]?.id ?? '';
      }
    },
    change: async (id, changes) => {
      const named = Object.entries(changes).filter(([, value]) => value !== undefined);
      return set(id, Object.fromEntries(named));
    },
    replaceSecrets: async (id, before, after) => {
      const endpoint = endpoints.get(id);
      if (endpoint?.kind !== 'webhook' || !isDeepStrictEqual(endpoint.secrets, before)) return false;
      set(id, { secrets: after });
      return true;
    },
    disable: async (id, reason, at, { failingSince, resumedAt } = {}) => {
      const endpoint = endpoints.get(id);
      if (endpoint?.kind !== 'webhook' || endpoint.disabledReason !== null) return false;
      if (failingSince !== undefined && endpoint.failingSince !== failingSince) return false;
      if (resumedAt !== undefined && endpoint.resumedAt !== resumedAt) return false;
      set(id, { disabledReason: reason, disabledAt: at, toldAt: null });
      return true;
    },
    setTold: async (id, disabledAt, at) => {
      const endpoint = endpoints.get(id);
      if (endpoint?.kind === 'webhook' && endpoint.disabledAt === disabledAt) set(id, { toldAt: at });
    },
    enable: async (id, at, wake) => {
      const back = { disabledReason: null, disabledAt: null, toldAt: null, failingSince: null, resumedAt: at };
      if (set(id, back) === undefined) return false;
      timetable.put(wake);
      return true;
    },
    setFailing: async (id, since) => {
      const endpoint = endpoints.get(id);
      if (endpoint === undefined || (since !== null && endpoint.failingSince !== null)) return;
      endpoints.set(id, { ...endpoint, failingSince: since });
    },
    setRecovered: async (id, at, failingSince) => {
      const endpoint = endpoints.get(id);
      const failing = endpoint?.kind === 'webhook' && endpoint.failingSince === failingSince;
      if (failing && endpoint.disabledReason === null) set(id, { failingSince: null, recoveredAt: at });
    },
    remove: async ({ id }, wake) => {
      endpoints.delete(id);
      timetable.put(wake);
    },

    follow: async (follower, wake) => {
      if (!isLastWord(follower.id, follower.requestedAt)) return false;
      endpoints.set(follower.id, structuredClone(follower));
      unfollowed.delete(follower.id);
      timetable.put(wake);
      return true;
    },
    unfollow: async ({ id, requestedAt }, wake) => {
      if (!isLastWord(id, requestedAt)) return false;
      endpoints.delete(id);
      unfollowed.set(id, requestedAt);
      timetable.put(wake);
      return true;
    },
    end: async ({ id, requestedAt }) => {
      if (!isNewest(id, requestedAt)) return false;
      endpoints.delete(id);
      return true;
    },
    async *inFolder(folder, size) {
      const found = followers().filter(({ topic }) => placeOf(topic).folder === folder);
      const entries = byId(found).map(({ id, topic, leaseUntil, url }) => ({
        id,
        topic,
        leaseUntil,
        host: hostOf({ url }),
      }));
      for (let from = 0; from < entries.length; from += size) yield entries.slice(from, from + size);
    },
  };
};
