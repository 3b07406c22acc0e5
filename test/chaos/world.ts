import { createLedgerTokens } from '../../shared/adapters/platform-secret/ledger-tokens.ts';
import { switchSeenMs } from '../../shared/domain/channel.ts';
import { eventMessageSchema } from '../../shared/domain/event.ts';
import type { EventTopic } from '../../shared/ports/event-topic.ts';
import type { DueQueue } from '../../shared/ports/timetable.ts';
import { manualClock } from '../fakes/clock.ts';
import { fakePartnerNotices } from '../fakes/partner-notices.ts';
import { fakeWebhookSender, type Reaction } from '../fakes/webhook-sender.ts';
import { platformSecret } from '../samples/texting.ts';
import { chanceOf } from './chance.ts';
import { createFates, Misfortune } from './fates.ts';
import { createFunctions } from './functions.ts';
import { createInvoke } from './invocations.ts';
import { type Mapping, type SimulatedQueue, simulatedQueue } from './queues.ts';
import { createSchedule } from './schedule.ts';
import { settingsOf } from './settings.ts';
import { createStores } from './stores.ts';
import { textEditors } from './text-editors.ts';
import { createTrace } from './trace.ts';
import { simulatedTwilio } from './twilio.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** A stream's mapping tries a batch ten times again, the sweep comes each minute whatever became of it. */
const streamRetries = 10;

/** Mostly while New York may be texted and Los Angeles mostly not yet; now and then right before a window of theirs shuts; or at any time. */
const startOf = (seed: number): string => {
  const chance = chanceOf(seed, 'start');
  const byDay = chance.between(14 * hour, 24 * hour);
  const beforeShutting = chance.pick([25 * hour, 28 * hour]) - chance.between(0, 20 * minute);
  const after = chance.pick([byDay, byDay, byDay, beforeShutting, chance.between(0, 24 * hour)]);
  return new Date(Date.parse('2026-11-20T00:00:00.000Z') + after).toISOString();
};

/** The whole wire in one process: fakes of every port, the functions over them, and what ties these together in the template. */
export const createWorld = (seed: number, mostStrikes: number) => {
  const clock = manualClock(startOf(seed));
  const trace = createTrace(() => clock.now());
  const fates = createFates(chanceOf(seed, 'fates'), mostStrikes);
  const chance = chanceOf(seed, 'outside');
  const schedule = createSchedule(clock, chanceOf(seed, 'schedule'));
  const invoke = createInvoke(clock, schedule, fates, chanceOf(seed, 'stalls'), trace);
  const parts = { clock, chance, fates, trace };

  const stores = createStores(
    () => clock.now(),
    settingsOf(seed),
    () => fates.strikesOutside(0.03),
    {
      committed: (event) => {
        trace.note('log', `${event.sequence} is ${event.type} of ${event.rulingId}, revision ${event.revision}`);
        // what the stream does not tell, the sweep finds
        if (!fates.strikesOutside(0.1)) void wakeRelay(0);
        sweepAfter(clock.now());
      },
      due: ({ at }) => sweepAfter(Date.parse(at)),
      gated: () => sweepAfter(clock.now() + 2 * switchSeenMs),
      frozen: (broadcast) => editors.frozen(broadcast),
      held: (id) => editors.held(id),
    },
  );

  const queue = (
    name: DueQueue,
    mapping: Pick<Mapping, 'batchSize' | 'maxConcurrency' | 'timeoutMs'>,
  ): SimulatedQueue =>
    simulatedQueue(
      name,
      {
        ...mapping,
        handle: (event) => invoke(name, mapping.timeoutMs, (life) => functions.ofQueue[name](life, event)),
      },
      parts,
    );
  const queues = {
    feeds: queue('feeds', { batchSize: 10, maxConcurrency: 2, timeoutMs: minute }),
    'text-plans': queue('text-plans', { batchSize: 1, maxConcurrency: 2, timeoutMs: 5 * minute }),
    'text-batches': queue('text-batches', { batchSize: 1, maxConcurrency: 2, timeoutMs: 2 * minute }),
    'urgent-texts': queue('urgent-texts', { batchSize: 1, maxConcurrency: 2, timeoutMs: 2 * minute }),
    'delivery-plans': queue('delivery-plans', { batchSize: 10, maxConcurrency: 2, timeoutMs: 2 * minute }),
    deliveries: queue('deliveries', { batchSize: 10, maxConcurrency: 10, timeoutMs: 2 * minute }),
    'follower-deliveries': queue('follower-deliveries', { batchSize: 10, maxConcurrency: 4, timeoutMs: 2 * minute }),
    'scheduled-rulings': queue('scheduled-rulings', { batchSize: 10, maxConcurrency: 2, timeoutMs: minute }),
  };

  /** What SNS could not hand over to a queue: an alarm rings, and somebody sends it again. */
  const undelivered: (() => Promise<void>)[] = [];
  const subscriptions = [
    { to: queues.feeds, origins: ['newsroom', 'import'] },
    { to: queues['text-plans'], origins: ['newsroom'] },
    { to: queues['delivery-plans'], origins: ['newsroom'] },
  ];
  const topic: EventTopic = {
    publish: async (events) => {
      const last = fates.strikesOutside(0.03) ? chance.between(0, events.length) : events.length;
      for (const event of events.slice(0, last))
        for (const { to, origins } of subscriptions) {
          const hand = (): Promise<void> => to.send([eventMessageSchema.parse(event)]);
          if (!origins.includes(event.origin)) continue;
          if (fates.strikesOutside(0.01)) undelivered.push(hand);
          else await hand();
        }
      if (last < events.length) throw new Misfortune('SNS refused some events');
    },
  };

  const tokens = createLedgerTokens(platformSecret);
  const twilio = simulatedTwilio(parts, tokens, async (token, callback) => {
    const ending = await invoke('twilio-status', 10 * second, (life) => functions.twilioStatus(life, token, callback));
    return ending.kind === 'answered';
  });
  const react = (): Reaction => {
    if (!fates.strikesOutside(0.3)) return { ms: chance.between(5, 300), status: 200 };
    if (chance.happens(0.02)) return { ms: 20, status: 410 };
    return {
      ms: chance.happens(0.3) ? chance.between(0, 20 * second) : chance.between(5, 300),
      status: chance.pick([200, 302, 429, 500, 503]),
    };
  };
  const partners = fakeWebhookSender(clock, react);
  const partnerNotices = fakePartnerNotices();
  const random = chanceOf(seed, 'product').random;
  const functions = createFunctions({ ...stores, topic, queues, twilio, partners, partnerNotices, tokens, random });
  const editors = textEditors(seed, { ...stores, clock, invoke, functions });

  const wakeRelay = async (tries: number): Promise<void> => {
    await clock.sleep(chance.between(0, 500) + (tries === 0 ? 0 : second * 2 ** tries));
    const ending = await invoke('relay', 30 * second, functions.relay);
    if (ending.kind !== 'answered' && tries < streamRetries) await wakeRelay(tries + 1);
  };
  /** Whether a channel that is on holds anything, as it does when the time of a sweep was over before it came to all. */
  const holdsMore = async (): Promise<boolean> => {
    const holding = new Set(stores.heldWork.rows().map(({ channel }) => channel));
    const standing = await Promise.all([...holding].map(stores.switches.read));
    return standing.some(({ paused }) => !paused);
  };
  const sweeps = new Set<number>();
  /** A sweep at the next full minute; those that would find nothing are left out. */
  const sweepAfter = (time: number): void => {
    const at = (Math.floor(Math.max(time, clock.now()) / minute) + 1) * minute;
    if (sweeps.has(at)) return;
    sweeps.add(at);
    void (async () => {
      await clock.sleep(at - clock.now());
      const ending = await invoke('sweep', minute, functions.sweep);
      if (ending.kind !== 'answered' || (await holdsMore())) sweepAfter(clock.now());
    })();
  };

  /** The scheduler's hourly call: it comes again when it failed, and then not before the next hour. */
  const tendTexts = async (tries: number): Promise<void> => {
    const ending = await invoke('tend-texts', 5 * minute, functions.tendTexts);
    if (ending.kind !== 'answered' && tries > 1) await tendTexts(tries - 1);
  };

  return {
    ...stores,
    tendTexts,
    clock,
    trace,
    fates,
    schedule,
    invoke,
    functions,
    queues,
    twilio,
    partners,
    tokens,
    random,
    deadLetters: () => Object.values(queues).reduce((sum, { dead }) => sum + dead(), undelivered.length),
    /** What somebody does whom the alarm on dead letters called. */
    redrive: async (): Promise<void> => {
      for (const hand of undelivered.splice(0)) await hand();
      for (const { redrive } of Object.values(queues)) await redrive();
    },
  };
};
export type World = ReturnType<typeof createWorld>;
