import { setImmediate } from 'node:timers/promises';
import { neverPaused } from '../../shared/domain/channel.ts';
import {
  type DeliverMessage,
  deliverMessageSchema,
  type PlanMessage,
  planMessageSchema,
} from '../../shared/domain/delivery-messages.ts';
import type { EndpointLease } from '../../shared/domain/endpoint-lease.ts';
import { type EventType, eventMessageSchema } from '../../shared/domain/event.ts';
import type { EndpointId, RulingId } from '../../shared/domain/ids.ts';
import type { DueWork } from '../../shared/ports/timetable.ts';
import { deliver } from '../../shared/use-cases/deliver.ts';
import { makeWebhookMessage } from '../../shared/use-cases/make-message.ts';
import { type PlanningCursor, planDeliveries } from '../../shared/use-cases/plan-deliveries.ts';
import { sweep } from '../../shared/use-cases/sweep.ts';
import { tellContact } from '../../shared/use-cases/tell-contact.ts';
import { manualClock } from '../fakes/clock.ts';
import { fakeDeliveryStore } from '../fakes/delivery-store.ts';
import { fakeEndpointStore } from '../fakes/endpoint-store.ts';
import { fakeLeases } from '../fakes/leases.ts';
import { recordingLog } from '../fakes/log.ts';
import { fakePartnerNotices } from '../fakes/partner-notices.ts';
import { fakeQueue } from '../fakes/queue.ts';
import { seededRandomness } from '../fakes/randomness.ts';
import { fakeRulingStore } from '../fakes/ruling-store.ts';
import { fakeSigningKeys } from '../fakes/signing-keys.ts';
import { fakeTimetable } from '../fakes/timetable.ts';
import { fakeVault } from '../fakes/vault.ts';
import { fakeWebhookSender, type Reaction } from '../fakes/webhook-sender.ts';
import { endpoint, endpointId, noon, partner } from '../samples/delivering.ts';
import { newsroom } from '../samples/revision.ts';
import { deliveryHistory } from './delivery-history.ts';
import { Death, type Mishap, mortals } from './mishaps.ts';
import { type Act, perform } from './newsroom-acts.ts';
import { type Ask, answer, askAll } from './partner-asks.ts';
import { unreliableQueue } from './unreliable-queue.ts';

/** For so long (ms), `from` so many ms after the beginning, a receiver answers everything like this. */
export interface Outage extends Reaction {
  readonly from: number;
  readonly lasts: number;
}

/**
 * An endpoint, and how its receiver behaves: as in an outage while there is one, else one reaction after the other, then it takes
 * everything, or nothing any more.
 */
export interface Receiver {
  readonly eventTypes: EventType[];
  readonly topics: string[];
  readonly maxInFlight: number;
  readonly ratePerSecond: number;
  readonly reactions: readonly Reaction[];
  readonly outages: readonly Outage[];
  readonly recovers: boolean;
}

export interface Life {
  readonly acts: readonly Act[];
  readonly receivers: readonly Receiver[];
  readonly asks: readonly Ask[];
  readonly mishaps: readonly Mishap[];
  readonly seed: number;
}

/** A moment in the order of commits: an event became owed, or its row became `sending`. */
export interface Moment {
  readonly what: 'owed' | 'begun';
  readonly endpointId: EndpointId;
  readonly rulingId: RulingId;
  readonly sequence: number;
}

const minute = 60_000;
/** A life that goes on after so many steps of its clock goes in circles. */
const mostSteps = 50_000;
const urlOf = (at: number): string => `https://partner-${at}.example/hook`;

/** The whole channel on one clock: editors, partners, queues that repeat, delay and reorder, the sweep, receivers, and processes that die. */
export const live = async ({ acts, receivers, asks, mishaps, seed }: Life) => {
  const clock = manualClock(noon);
  const began = clock.now();
  const random = seededRandomness(seed);
  const { start, calls } = mortals(clock, random, mishaps);
  const defects: unknown[] = [];
  /** Whether a process came to its end; nothing but death may keep it from that. */
  const ended = (work: Promise<unknown>): Promise<boolean> =>
    work.then(
      () => true,
      (error: unknown) => {
        if (!(error instanceof Death)) defects.push(error);
        return false;
      },
    );

  const table = fakeTimetable();
  const timetable = {
    ...table,
    put: (work: DueWork) => {
      table.put(work);
      sweepAfter(Date.parse(work.at));
    },
  };
  const history = deliveryHistory(clock);
  const rulings = fakeRulingStore();
  const endpointStore = fakeEndpointStore(timetable);
  const endpoints = history.endpointsOf(endpointStore);
  const [vault, signingKeys] = [fakeVault(), fakeSigningKeys()];
  await endpoints.addPartner(partner());
  for (const [at, { eventTypes, topics, maxInFlight, ratePerSecond }] of receivers.entries()) {
    const id = endpointId(at);
    const [filters, url] = [{ ...endpoint().filters, topics }, urlOf(at)];
    const secrets = [{ sealed: await vault.seal(`whsec_${'A'.repeat(43)}=`, id), expiresAt: null }];
    await endpoints.add(endpoint({ id, url, eventTypes, filters, maxInFlight, ratePerSecond, secrets }));
  }
  const behaviours = new Map(
    receivers.map((receiver, at) => [urlOf(at), { ...receiver, left: receiver.reactions.values() }]),
  );
  const told = fakePartnerNotices();
  const notices = history.noticesOf(told);
  const receiving = fakeWebhookSender(clock, (url) => {
    const behaviour = behaviours.get(url);
    const time = clock.now() - began;
    const outage = behaviour?.outages.find(({ from, lasts }) => from <= time && time < from + lasts);
    return outage ?? behaviour?.left.next().value ?? { ms: 50, status: behaviour?.recovers ? 200 : 503 };
  });
  const sender = history.senderOf(receiving);

  const planningLeases = fakeLeases<PlanningCursor>(timetable);
  const endpointLeases = fakeLeases<EndpointLease>(timetable);
  const store = fakeDeliveryStore({ endpoints: endpointStore, leases: endpointLeases, timetable });
  const deliveries = history.deliveriesOf(store, 'channel');
  const askedFor = history.deliveriesOf(store, 'partner');

  const log = recordingLog();
  /** A new process: its own way to call the ports. */
  const process = () => {
    const watch = start();
    const ports = {
      rulings: watch(rulings),
      endpoints: watch(endpoints),
      deliveries: watch(deliveries),
      sender: watch(sender),
      vault: watch(vault),
      signingKeys: watch(signingKeys),
      timetable: watch<typeof table>(timetable),
    };
    return { watch, deps: { ...ports, clock, random, log, newsroom, livemode: false } };
  };
  const toDeliver = unreliableQueue<DeliverMessage>(clock, random, (message) => {
    const { watch, deps } = process();
    const ports = { leases: watch(endpointLeases), queue: watch(toDeliver), followers: watch(endpoints) };
    const tell = tellContact({ ...deps, notices: watch(notices) });
    const kind = {
      channelSwitch: async () => neverPaused('deliveries'),
      serves: 'webhook' as const,
      elsewhere: fakeQueue<DeliverMessage>(),
      tellContact: tell,
    };
    const run = deliver({ ...deps, ...ports, ...kind, makeMessage: makeWebhookMessage(deps) });
    return ended(run(deliverMessageSchema.parse(message).endpointId));
  });
  const ask = (one: Ask): Promise<boolean> => {
    const { watch, deps } = process();
    const ports = { deliveries: watch(askedFor), endpointSwitch: deps.endpoints, wakes: watch(toDeliver) };
    return ended(answer({ ...deps, ...ports }, one));
  };
  const toPlan = unreliableQueue<PlanMessage>(clock, random, (message) => {
    planMessageSchema.parse(message);
    const { watch, deps } = process();
    return ended(planDeliveries({ ...deps, leases: watch(planningLeases), wakes: watch(toDeliver) })());
  });

  const sweeps = new Set<number>();
  /** A sweep at the next full minute after `time`; one that dies leaves the rest to the sweep a minute later. */
  const sweepAfter = (time: number): void => {
    const at = (Math.floor(Math.max(time, clock.now()) / minute) + 1) * minute;
    if (sweeps.has(at)) return;
    sweeps.add(at);
    void clock.sleep(at - clock.now()).then(async () => {
      const { watch, deps } = process();
      const idle = fakeQueue<unknown>();
      const others = {
        feeds: idle,
        'text-plans': idle,
        'text-batches': idle,
        'urgent-texts': idle,
        'follower-deliveries': idle,
        'scheduled-rulings': idle,
      };
      const queues = { ...others, 'delivery-plans': watch(toPlan), deliveries: watch(toDeliver) };
      if (!(await ended(sweep({ ...deps, queues, relay: async () => 0, release: async () => {} })())))
        sweepAfter(clock.now());
    });
  };

  const editing = perform(acts, rulings, clock, (event) => toPlan.send([eventMessageSchema.parse(event)]));
  void askAll(asks, clock, (receiver) => history.nextDisabling(endpointId(receiver)), ask);
  let steps = 0;
  do await setImmediate();
  while (clock.advanceToNext() && ++steps < mostSteps);
  if (steps < mostSteps) await editing;

  const events = await rulings.eventsAfter(0, 1000);
  const revisions = await rulings.revisions(events.map(({ rulingId: id, revision }) => ({ id, revision })));
  return {
    calls: calls(),
    quiet: steps < mostSteps,
    defects,
    due: table.rows(),
    events,
    topicsOf: new Map(revisions.map(({ eventId, content }) => [eventId, content.topics])),
    endpoints: (await Array.fromAsync(endpoints.all(100))).flat(),
    rows: store.all(),
    listed: (await Promise.all(receivers.map((_, at) => store.list(endpointId(at), 100, undefined)))).flatMap(
      ({ items }) => items,
    ),
    heard: receiving.heard,
    told: told.told,
    moments: history.writes.flatMap(({ before, after }): Moment[] => {
      if (after.kind !== 'webhook') return [];
      if (before === undefined) return [{ what: 'owed', ...after }];
      return after.state === 'sending' ? [{ what: 'begun', ...after }] : [];
    }),
    ...{ writes: history.writes, turns: history.turns, holds: history.holds },
  };
};
export type Lived = Awaited<ReturnType<typeof live>>;
