import { begin, delivered } from '../../shared/domain/delivery.ts';
import type { EndpointId, PartnerId } from '../../shared/domain/ids.ts';
import type { Revise } from '../../shared/domain/revise.ts';
import type { RulingCommit } from '../../shared/ports/ruling-store.ts';
import { correctionReach } from '../../shared/use-cases/correction-reach.ts';
import { nudgePartners } from '../../shared/use-cases/nudge-partners.ts';
import { type PlanningCursor, planDeliveries } from '../../shared/use-cases/plan-deliveries.ts';
import { fakeAcknowledgements } from '../fakes/acknowledgements.ts';
import { manualClock } from '../fakes/clock.ts';
import { fakeDeliveryStore } from '../fakes/delivery-store.ts';
import { fakeEndpointStore } from '../fakes/endpoint-store.ts';
import { fakeLeases } from '../fakes/leases.ts';
import { recordingLog } from '../fakes/log.ts';
import { fakeNudges } from '../fakes/nudges.ts';
import { fakePartnerNotices } from '../fakes/partner-notices.ts';
import { fakeQueue } from '../fakes/queue.ts';
import { seededRandomness } from '../fakes/randomness.ts';
import { fakeRulingStore } from '../fakes/ruling-store.ts';
import { fakeTimetable } from '../fakes/timetable.ts';
import { publishing, revising } from './commit.ts';
import { attempt, endpoint, endpointId, noon, partner } from './delivering.ts';

export const hourMs = 3_600_000;
export const correction: Revise = { kind: 'correction', note: 'Wrong.', changes: { rating: 'true' }, texts: null };
export const retraction: Revise = { kind: 'retraction', note: 'All wrong.', texts: null };
export const update: Revise = { kind: 'update', edit: 'update', note: null, changes: { headline: 'Said better' } };

/** Rulings, partners and what arrives at them, a step at a time, in memory; with what is made of it: reach and nudges. */
export const correctionDesk = () => {
  const [clock, log, random] = [manualClock(noon), recordingLog(), seededRandomness()];
  const [timetable, rulings] = [fakeTimetable(), fakeRulingStore()];
  const endpoints = fakeEndpointStore(timetable);
  const deliveries = fakeDeliveryStore({ endpoints, leases: { isHeldBy: () => true }, timetable });
  const [acknowledgements, nudges, notices] = [fakeAcknowledgements(), fakeNudges(), fakePartnerNotices()];
  const plan = planDeliveries({
    ...{ leases: fakeLeases<PlanningCursor>(timetable), wakes: fakeQueue<{ endpointId: EndpointId }>() },
    ...{ timetable, rulings, endpoints, deliveries, clock, random, log },
  });
  const commit = async (next: RulingCommit): Promise<number> => {
    const sequence = (await rulings.lastSequence()) + 1;
    await rulings.commit(next, sequence);
    await plan();
    return sequence;
  };
  const now = (): string => new Date(clock.now()).toISOString();
  const deps = { rulings, endpoints, deliveries, acknowledgements, nudges, notices, clock, log, runMs: hourMs };
  let made = 0;

  return {
    ...deps,
    /** A partner with an endpoint for each of these contacts. */
    addPartner: async (contacts: readonly (string | null)[] = [null]) => {
      const number = made + 1;
      const id: PartnerId = `ptr_${endpointId(number).slice(4)}`;
      await endpoints.addPartner(partner({ id, name: `Partner ${number}` }));
      const ids = contacts.map((_, at) => endpointId(number + at));
      made += Math.max(1, contacts.length);
      for (const [at, contact] of contacts.entries())
        await endpoints.add(endpoint({ id: ids[at] ?? endpointId(0), partnerId: id, contact }));
      return { id, endpoints: ids };
    },
    publish: async () => {
      const published = publishing(now());
      return { published, rulingId: published.revision.rulingId, sequence: await commit(published) };
    },
    /** Answers the sequence. */
    revise: async (published: RulingCommit, ask: Revise) => commit(await revising(rulings, published, now(), ask)),
    arrive: async (id: EndpointId, sequence: number): Promise<void> => {
      const before = await deliveries.get({ kind: 'webhook', endpointId: id, sequence });
      if (before === undefined) throw new Error(`${id} is not owed ${sequence}`);
      const sending = begin(before, clock.now());
      if ((await deliveries.begin({ before, after: sending }, 'ours')) !== 'begun')
        throw new Error('something goes first');
      const after = delivered(sending, attempt({ status: 200 }), clock.now());
      await deliveries.settle({ before: sending, after, lastOwed: undefined, newer: undefined, wake: undefined });
    },
    acknowledge: (partnerId: PartnerId, { revision: { rulingId } }: RulingCommit, revision: number) =>
      acknowledgements.take({ partnerId, rulingId, revision, republishedUrl: null, acknowledgedAt: now() }),
    reach: async ({ revision: { rulingId } }: RulingCommit) =>
      correctionReach(deps)(await rulings.eventsOf(rulingId, 20)),
    nudge: (differs: Partial<typeof deps> = {}) => nudgePartners({ ...deps, ...differs })(),
  };
};
