import { type Delivery, dueAt, type Place, type Subject, subjectOf } from '../../shared/domain/delivery.ts';
import type { EndpointId } from '../../shared/domain/ids.ts';
import type { Owed } from '../../shared/domain/planned-delivery.ts';
import type { Change, DeliveryStore } from '../../shared/ports/delivery-store.ts';
import type { LeaseName } from '../../shared/ports/leases.ts';
import type { DueWork } from '../../shared/ports/timetable.ts';
import type { EndpointDebts } from './endpoint-store.ts';

/** What the transactions of deliveries reach beside the deliveries. */
export interface DeliveryWorld {
  readonly endpoints: EndpointDebts;
  readonly leases: { isHeldBy(name: LeaseName, token: string): boolean };
  readonly timetable: { put(work: DueWork): void };
}

const nameOf = ({ kind, endpointId, sequence }: Place): string =>
  `${endpointId}#${kind === 'notice' ? 'NOTICE#' : ''}${String(sequence).padStart(16, '0')}`;
const debtName = (endpointId: EndpointId, subject: Subject): string => `${endpointId}#${subject}`;

/** Deliveries in memory. Each write happens at one instant, whole or not at all; what comes out is a copy. */
export const fakeDeliveryStore = ({
  endpoints,
  leases,
  timetable,
}: DeliveryWorld): DeliveryStore & { all(): Delivery[] } => {
  const rows = new Map<string, Delivery>();
  const debts = new Map<string, Owed>();
  const sorted = (): Delivery[] => [...rows.values()].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const ofEndpoint = (id: EndpointId): Delivery[] => sorted().filter(({ endpointId }) => endpointId === id);
  const asRead = (row: Delivery | undefined): boolean =>
    row === undefined || rows.get(nameOf(row))?.version === row.version;
  const put = (row: Delivery): void => {
    rows.set(nameOf(row), structuredClone(row));
  };
  const replace = (change: Change | undefined): void => {
    if (change !== undefined) put(change.after);
  };
  const wakeAt = (wake: DueWork | undefined): void => {
    if (wake !== undefined) timetable.put(wake);
  };
  const isOver = (place: Place): boolean => {
    const row = rows.get(nameOf(place));
    return row === undefined || row.state === 'delivered' || row.state === 'superseded';
  };

  return {
    all: () => structuredClone(sorted()),
    plan: async ({ delivery, owedBefore, superseded, kept }, wake) => {
      const name = debtName(delivery.endpointId, subjectOf(delivery));
      const debt = debts.get(name);
      if (rows.has(nameOf(delivery)) || !endpoints.mayOwe(delivery)) return false;
      if (debt?.sequence !== owedBefore?.sequence || !asRead(superseded?.before) || !asRead(kept)) return false;
      put(delivery);
      endpoints.owe(delivery);
      debts.set(name, movedOn(delivery, debt));
      replace(superseded);
      wakeAt(wake);
      return true;
    },
    begin: async (change, token) => {
      const { kind, endpointId, predecessor } = change.before;
      if (!leases.isHeldBy(endpointId, token)) return 'lost';
      if (!asRead(change.before)) return 'changed';
      if (predecessor !== null && !isOver({ kind, endpointId, sequence: predecessor })) return 'blocked';
      replace(change);
      return 'begun';
    },
    settle: async ({ before, after, lastOwed, ifDisabled, newer, wake }) => {
      const name = debtName(after.endpointId, subjectOf(after));
      const debt = debts.get(name);
      const stale = after.state !== 'delivered' && lastOwed !== undefined && debt?.sequence !== lastOwed;
      if (ifDisabled && !endpoints.isDisabled(after.endpointId)) return false;
      if (stale || !asRead(before) || !asRead(newer?.before)) return false;
      replace({ before, after });
      replace(newer);
      if (debt !== undefined) debts.set(name, settledDebt(debt, after, lastOwed));
      wakeAt(wake);
      return true;
    },

    get: async (place) => structuredClone(rows.get(nameOf(place))),
    some: async (wanted) => structuredClone(wanted.flatMap((place) => rows.get(nameOf(place)) ?? [])),
    owed: async (subject, endpointIds) =>
      structuredClone(endpointIds.flatMap((id) => debts.get(debtName(id, subject)) ?? [])),
    due: async (endpointId, limit) => {
      const times = ofEndpoint(endpointId).flatMap((row) => {
        const at = dueAt(row);
        return at === undefined ? [] : [{ row, at }];
      });
      const first = times.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).slice(0, limit);
      return structuredClone(first.map(({ row }) => row));
    },
    async *open(endpointId) {
      for (const row of ofEndpoint(endpointId))
        if (row.state === 'pending' || row.state === 'waiting') yield structuredClone(row);
    },

    list: async (endpointId, limit, cursor) => {
      const left = ofEndpoint(endpointId)
        .filter(({ kind }) => kind !== 'notice')
        .reverse()
        .filter(({ sequence }) => cursor === undefined || sequence < Number(cursor));
      const items = structuredClone(left.slice(0, limit));
      return { items, nextCursor: left.length > limit ? String(items.at(-1)?.sequence) : null };
    },
    find: async (id) => structuredClone(sorted().find((row) => row.id === id)),
    ofEvent: async (eventId) =>
      sorted().flatMap((row) => {
        if (row.kind !== 'webhook' || row.eventId !== eventId) return [];
        const { endpointId, partnerId, rulingId, state } = row;
        return [{ endpointId, partnerId, rulingId, state }];
      }),
  };
};

/** A subject's debt once a delivery is planned: what is known to have arrived stays. */
const movedOn = (delivery: Delivery, before: Owed | undefined): Owed => {
  const { endpointId, sequence } = delivery;
  if (delivery.kind === 'websub') {
    const { kind, topic, etag, eventSequence } = delivery;
    const deliveredEtag = before?.kind === kind ? before.deliveredEtag : null;
    return { kind, endpointId, topic, sequence, etag, eventSequence, deliveredEtag };
  }
  if (delivery.kind === 'notice') {
    const deliveredSequence = before?.kind === 'notice' ? before.deliveredSequence : null;
    return { kind: 'notice', endpointId, sequence, deliveredSequence };
  }
  const { kind, rulingId, revision } = delivery;
  const arrived = before?.kind === kind ? before : { deliveredRevision: null };
  return { ...arrived, kind, endpointId, rulingId, sequence, revision };
};

/** The same once a delivery is settled; `lastOwed` is named after an attempt that failed. */
const settledDebt = (debt: Owed, after: Delivery, lastOwed: number | undefined): Owed => {
  const arrived = after.state === 'delivered';
  if (debt.kind === 'notice') return arrived ? { ...debt, deliveredSequence: after.sequence } : debt;
  if (debt.kind === 'webhook') {
    if (!arrived || after.kind !== 'webhook') return debt;
    const { firstDeliveredRevision = after.revision } = debt;
    return { ...debt, deliveredRevision: after.revision, firstDeliveredRevision };
  }
  if (arrived && after.kind === 'websub') return { ...debt, deliveredEtag: after.etag };
  return lastOwed === undefined ? debt : { ...debt, deliveredEtag: null };
};
