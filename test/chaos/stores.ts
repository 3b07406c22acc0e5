import type { EndpointLease } from '../../shared/domain/endpoint-lease.ts';
import type { RulingEvent } from '../../shared/domain/event.ts';
import type { EndpointId, EventId, RulingId } from '../../shared/domain/ids.ts';
import type { Newsroom } from '../../shared/domain/newsroom.ts';
import type { DeliveryStore } from '../../shared/ports/delivery-store.ts';
import type { RulingStore } from '../../shared/ports/ruling-store.ts';
import type { DueWork } from '../../shared/ports/timetable.ts';
import type { PlanningCursor } from '../../shared/use-cases/plan-deliveries.ts';
import { fakeChannelSwitches } from '../fakes/channel-switches.ts';
import { fakeDeliveryStore } from '../fakes/delivery-store.ts';
import { fakeEndpointStore } from '../fakes/endpoint-store.ts';
import { fakeFeedCache } from '../fakes/feed-cache.ts';
import { fakeFeedDirectory } from '../fakes/feed-directory.ts';
import { fakeFeedFiles } from '../fakes/feed-files.ts';
import { fakeFeedRecord } from '../fakes/feed-record.ts';
import { fakeHeldWork } from '../fakes/held-work.ts';
import { fakeLeases } from '../fakes/leases.ts';
import { fakeRulingStore } from '../fakes/ruling-store.ts';
import { fakeScheduledRulings, sharedRows } from '../fakes/scheduled-rulings.ts';
import { fakeTimetable } from '../fakes/timetable.ts';
import { fakeVault } from '../fakes/vault.ts';
import { fakeWatermark } from '../fakes/watermark.ts';
import { createTextStores, type TextHeed } from './text-stores.ts';

/** A moment in the order of commits: an event became owed to an endpoint, or its delivery became `sending`. */
export interface OwedOrBegun {
  readonly what: 'owed' | 'begun';
  readonly endpointId: EndpointId;
  readonly rulingId: RulingId;
  readonly sequence: number;
}

/** Who is told of what was written, at the moment of the write. */
export interface Heed extends TextHeed {
  readonly committed: (event: RulingEvent) => void;
  readonly due: (work: DueWork) => void;
  /** A message was held, or a channel paused or resumed. */
  readonly gated: () => void;
}

export const createStores = (now: () => number, newsroom: Newsroom, conflict: () => boolean, heed: Heed) => {
  const table = fakeTimetable();
  const timetable = {
    ...table,
    put: (work: DueWork) => {
      table.put(work);
      heed.due(work);
    },
  };
  const rows = sharedRows();
  const committed = fakeRulingStore(rows);
  /** Events in the order in which their transactions went through. */
  const commits: RulingEvent[] = [];
  const committedAt = new Map<EventId, number>();
  const rulings: RulingStore = {
    ...committed,
    commit: async (commit, sequence) => {
      const outcome = await committed.commit(commit, sequence);
      if (outcome.kind !== 'committed') return outcome;
      commits.push({ ...commit.event, sequence });
      committedAt.set(commit.event.id, now());
      heed.committed({ ...commit.event, sequence });
      return outcome;
    },
  };
  const endpoints = fakeEndpointStore(timetable);
  const endpointLeases = fakeLeases<EndpointLease>(timetable);
  const owing = fakeDeliveryStore({ endpoints, leases: endpointLeases, timetable });
  const moments: OwedOrBegun[] = [];
  const deliveries: DeliveryStore = {
    ...owing,
    plan: async (planned, wake) => {
      const held = await owing.plan(planned, wake);
      if (held && planned.delivery.kind === 'webhook') moments.push({ what: 'owed', ...planned.delivery });
      return held;
    },
    begin: async (change, token) => {
      const outcome = await owing.begin(change, token);
      if (outcome === 'begun' && change.after.kind === 'webhook') moments.push({ what: 'begun', ...change.after });
      return outcome;
    },
  };
  const made = { switches: fakeChannelSwitches(), heldWork: fakeHeldWork() };
  const switches: typeof made.switches = {
    ...made.switches,
    set: async (to) => {
      await made.switches.set(to);
      heed.gated();
    },
  };
  const heldWork: typeof made.heldWork = {
    ...made.heldWork,
    hold: async (message) => {
      await made.heldWork.hold(message);
      heed.gated();
    },
  };
  return {
    newsroom,
    timetable,
    switches,
    heldWork,
    rulings,
    scheduledRulings: fakeScheduledRulings(rows, timetable),
    commits,
    committedAt,
    watermark: fakeWatermark(),
    feeds: fakeFeedFiles(now, { conflict }),
    feedRecord: fakeFeedRecord(),
    feedDirectory: fakeFeedDirectory(),
    feedCache: fakeFeedCache(),
    ...createTextStores(now, newsroom, timetable, heed),
    endpoints,
    planningLeases: fakeLeases<PlanningCursor>(timetable),
    endpointLeases,
    deliveries,
    owing,
    moments,
    vault: fakeVault(),
  };
};
export type Stores = ReturnType<typeof createStores>;
