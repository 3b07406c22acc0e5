import { setImmediate } from 'node:timers/promises';
import { neverPaused } from '../../shared/domain/channel.ts';
import { type DeliverMessage, deliverMessageSchema } from '../../shared/domain/delivery-messages.ts';
import type { EndpointLease } from '../../shared/domain/endpoint-lease.ts';
import { type Topic, topicUrl } from '../../shared/domain/feed-topic.ts';
import type { Follower } from '../../shared/domain/follower.ts';
import { type HubMessage, hubMessageSchema } from '../../shared/domain/hub-messages.ts';
import type { FollowerStore } from '../../shared/ports/follower-store.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import type { DueWork } from '../../shared/ports/timetable.ts';
import { deliver } from '../../shared/use-cases/deliver.ts';
import { makeFeedMessage } from '../../shared/use-cases/make-feed-message.ts';
import { planFollowerDeliveries } from '../../shared/use-cases/plan-follower-deliveries.ts';
import { sweep } from '../../shared/use-cases/sweep.ts';
import { takeHubRequest } from '../../shared/use-cases/take-hub-request.ts';
import { verifyFollower } from '../../shared/use-cases/verify-follower.ts';
import { fakeCallbackAsker } from '../fakes/callback-asker.ts';
import { manualClock } from '../fakes/clock.ts';
import { fakeDeliveryStore } from '../fakes/delivery-store.ts';
import { fakeEndpointStore } from '../fakes/endpoint-store.ts';
import { fakeFeedFiles } from '../fakes/feed-files.ts';
import { fakeFeedReader } from '../fakes/feed-reader.ts';
import { fakeLeases } from '../fakes/leases.ts';
import { recordingLog } from '../fakes/log.ts';
import { fakeQueue } from '../fakes/queue.ts';
import { seededRandomness } from '../fakes/randomness.ts';
import { fakeTimetable } from '../fakes/timetable.ts';
import { fakeVault } from '../fakes/vault.ts';
import { fakeWebhookSender, type Reaction } from '../fakes/webhook-sender.ts';
import { noon } from '../samples/delivering.ts';
import { newsroom } from '../samples/revision.ts';
import { Death, type Mishap, mortals } from './mishaps.ts';
import { unreliableQueue } from './unreliable-queue.ts';

export const topics = ['/feeds/rss.xml', '/feeds/topics/transport/atom.xml'] as const satisfies Topic[];

/** After a pause (ms), a feed is to say something, perhaps what it said before. */
export interface Change {
  readonly pause: number;
  readonly topic: (typeof topics)[number];
  readonly says: number;
}

/** A callback, and how it behaves when it is sent a feed: one reaction after the other, then it takes everything, or nothing any more. */
export interface Callback {
  readonly topic: (typeof topics)[number];
  readonly leaseSeconds: number;
  readonly reactions: readonly Reaction[];
  readonly recovers: boolean;
}

export interface FollowedLife {
  readonly changes: readonly Change[];
  readonly callbacks: readonly Callback[];
  readonly mishaps: readonly Mishap[];
  readonly seed: number;
}

const minute = 60_000;
/** A life that goes on after so many steps of its clock goes in circles. */
const mostSteps = 50_000;
const urlOf = (at: number): string => `https://reader-${at}.example/push`;

/** The hub on one clock: an editor whose changes reach feeds, queues that repeat, delay and reorder, the sweep, callbacks, and processes that die. */
export const liveFollowed = async ({ changes, callbacks, mishaps, seed }: FollowedLife) => {
  const clock = manualClock(noon);
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
  const endpoints = fakeEndpointStore(timetable);
  const follows: (Follower & { readonly at: number })[] = [];
  const followers: FollowerStore = {
    inFolder: endpoints.inFolder,
    unfollow: endpoints.unfollow,
    end: endpoints.end,
    follow: async (follower, wake) => {
      const held = await endpoints.follow(follower, wake);
      if (held) follows.push({ ...follower, at: clock.now() });
      return held;
    },
  };
  const leases = fakeLeases<EndpointLease>(timetable);
  const deliveries = fakeDeliveryStore({ endpoints, leases, timetable });
  const store = fakeFeedFiles(clock.now);
  const feeds = fakeFeedReader(store);
  const behaviours = new Map(
    callbacks.map(({ reactions, recovers }, at) => [urlOf(at), { recovers, left: reactions.values() }]),
  );
  const sender = fakeWebhookSender(clock, (url) => {
    const behaviour = behaviours.get(url);
    return behaviour?.left.next().value ?? { ms: 50, status: behaviour?.recovers ? 200 : 503 };
  });
  const asker = fakeCallbackAsker((url) => ({ status: 200, body: url.searchParams.get('hub.challenge') ?? '' }));

  const log = recordingLog();
  const shared = { clock, random, log, newsroom, livemode: false, vault: fakeVault() };
  /** A new process: its own way to call the ports. */
  const process = () => {
    const watch = start();
    const ports = {
      endpoints: watch(endpoints),
      followers: watch(followers),
      deliveries: watch(deliveries),
      timetable: watch<typeof table>(timetable),
      files: watch(store.files),
      feeds: watch(feeds),
      sender: watch(sender),
      callbacks: watch(asker),
      leases: watch(leases),
    };
    return { watch, deps: { ...shared, ...ports } };
  };
  const toDeliver: Queue<DeliverMessage> = unreliableQueue<DeliverMessage>(clock, random, (message) => {
    const { watch, deps } = process();
    const kind = {
      channelSwitch: async () => neverPaused('deliveries'),
      serves: 'websub' as const,
      elsewhere: fakeQueue<DeliverMessage>(),
    };
    const run = deliver({ ...deps, ...kind, queue: watch(toDeliver), makeMessage: makeFeedMessage(deps) });
    return ended(run(deliverMessageSchema.parse(message).endpointId));
  });
  const toVerify: Queue<HubMessage> = unreliableQueue<HubMessage>(clock, random, (message) => {
    const { watch, deps } = process();
    return ended(verifyFollower({ ...deps, requests: watch(toVerify) })(hubMessageSchema.parse(message)));
  });

  /** What each feed says by right, and when it was made to. */
  const truths = new Map<Topic, { readonly body: string; readonly at: number }>();
  /** As build-feeds does: nobody builds over what another built, and who finds a newer truth after a write builds again. */
  const build = async (topic: Topic, sequence: number): Promise<void> => {
    const { watch, deps } = process();
    const truth = watch({ of: async () => truths.get(topic)?.body ?? '' });
    for (;;) {
      const { standing } = await deps.files.head(topic);
      const body = await truth.of();
      const etag = store.files.etagOf(body);
      const file = { path: topic, body, contentType: 'application/xml' };
      if (standing?.etag !== etag && (await deps.files.put(file, standing?.etag)) === 'raced') continue;
      if ((await truth.of()) !== body) continue;
      return planFollowerDeliveries({ ...deps, wakes: watch(toDeliver) })([{ path: topic, etag }], sequence);
    }
  };
  const toBuild = unreliableQueue<{ topic: Topic; sequence: number }>(clock, random, ({ topic, sequence }) =>
    ended(build(topic, sequence)),
  );

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
        'delivery-plans': idle,
        deliveries: idle,
        'scheduled-rulings': idle,
      };
      const queues = { ...others, 'follower-deliveries': watch(toDeliver) };
      if (!(await ended(sweep({ ...deps, queues, relay: async () => 0, release: async () => {} })())))
        sweepAfter(clock.now());
    });
  };

  /** Feeds are there before anybody follows them; then the changes come. */
  const edit = async (): Promise<void> => {
    for (const topic of topics) {
      truths.set(topic, { body: 'says 0', at: clock.now() });
      await store.files.put({ path: topic, body: 'says 0', contentType: 'application/xml' }, undefined);
    }
    const take = takeHubRequest({ ...shared, requests: toVerify, urlRules: { allowLoopback: false } });
    for (const [at, { topic, leaseSeconds }] of callbacks.entries())
      await take(
        new URLSearchParams({
          ...{ 'hub.mode': 'subscribe', 'hub.topic': topicUrl(newsroom.baseUrl, topic) },
          ...{ 'hub.callback': urlOf(at), 'hub.lease_seconds': String(leaseSeconds) },
        }),
      );
    for (const [at, { pause, topic, says }] of changes.entries()) {
      await clock.sleep(pause);
      truths.set(topic, { body: `says ${says}`, at: clock.now() });
      await toBuild.send([{ topic, sequence: at + 1 }]);
    }
  };
  const editing = edit();
  let steps = 0;
  do await setImmediate();
  while (clock.advanceToNext() && ++steps < mostSteps);
  if (steps < mostSteps) await editing;

  return {
    calls: calls(),
    quiet: steps < mostSteps,
    defects,
    due: table.rows(),
    rows: deliveries.all(),
    writes: store.writes,
    truths,
    readers: callbacks.map((callback, at) => ({
      ...callback,
      heard: sender.heard.filter(({ url }) => url === urlOf(at)),
      follows: follows.filter(({ url }) => url === urlOf(at)),
    })),
    lost: log.lines
      .filter(({ code, fields }) => code === 'FOLLOWER_ENDED' && fields['because'] === 'failing')
      .map(({ fields }) => fields['endpointId']),
    left: (await Promise.all(follows.map(({ id }) => endpoints.get(id)))).filter((one) => one !== undefined),
  };
};
export type LivedFollowed = Awaited<ReturnType<typeof liveFollowed>>;
