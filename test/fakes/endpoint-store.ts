import type { Endpoint, Partner } from '../../shared/domain/endpoint.ts';
import type { EndpointId, PartnerId } from '../../shared/domain/ids.ts';
import type { EndpointStore, Items } from '../../shared/ports/endpoint-store.ts';

/** What the planner's transaction does to an endpoint: moves its last debt on from `before`; false when it is not there or has moved. */
export interface EndpointDebts {
  mayOwe(id: EndpointId, before: number | null): boolean;
  owe(id: EndpointId, sequence: number): void;
}

/** Partners and endpoints in memory. */
export const fakeEndpointStore = (): EndpointStore & EndpointDebts => {
  const partners = new Map<PartnerId, Partner>();
  const endpoints = new Map<EndpointId, Endpoint>();
  const byId = <Row extends { id: string }>(rows: Iterable<Row>): Row[] =>
    structuredClone([...rows].sort((a, b) => (a.id < b.id ? -1 : 1)));
  const page = <Row extends { id: string }>(rows: Row[], limit: number, cursor: string | undefined): Items<Row> => {
    const left = rows.filter(({ id }) => cursor === undefined || id > cursor);
    const items = left.slice(0, limit);
    return { items, nextCursor: left.length > limit ? (items.at(-1)?.id ?? null) : null };
  };
  const set = (id: EndpointId, changes: Partial<Endpoint>): Endpoint | undefined => {
    const endpoint = endpoints.get(id);
    if (endpoint === undefined) return undefined;
    const changed = structuredClone({ ...endpoint, ...changes });
    endpoints.set(id, changed);
    return structuredClone(changed);
  };

  return {
    mayOwe: (id, before) => endpoints.get(id)?.lastOwedSequence === before,
    owe: (id, sequence) => {
      set(id, { lastOwedSequence: sequence });
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
        byId(endpoints.values()).filter((endpoint) => endpoint.partnerId === partnerId),
        limit,
        cursor,
      ),
    async *all(size) {
      let after = '';
      for (;;) {
        const left = byId(endpoints.values()).filter(({ id }) => id > after);
        yield left.slice(0, size);
        if (left.length <= size) return;
        after = left[size - 1]?.id ?? '';
      }
    },
    change: async (id, changes) => {
      const named = Object.entries(changes).filter(([, value]) => value !== undefined);
      return set(id, Object.fromEntries(named));
    },
    disable: async (id, reason) => {
      set(id, { disabledReason: reason });
    },
    setFailing: async (id, since) => {
      if (since === null || endpoints.get(id)?.failingSince === null) set(id, { failingSince: since });
    },
    remove: async ({ id }) => {
      endpoints.delete(id);
    },
  };
};
