import type { DeliverMessage } from '../../shared/domain/delivery-messages.ts';
import type { Endpoint } from '../../shared/domain/endpoint.ts';
import { deliver } from '../../shared/use-cases/deliver.ts';
import type { EndpointLease } from '../../shared/use-cases/drain-endpoint.ts';
import { type PlanningCursor, planDeliveries } from '../../shared/use-cases/plan-deliveries.ts';
import { manualClock } from '../fakes/clock.ts';
import { fakeDeliveryStore } from '../fakes/delivery-store.ts';
import { fakeEndpointStore } from '../fakes/endpoint-store.ts';
import { fakeFeedFiles } from '../fakes/feed-files.ts';
import { fakeFeedReader } from '../fakes/feed-reader.ts';
import { fakeLeases } from '../fakes/leases.ts';
import { recordingLog } from '../fakes/log.ts';
import { fakeQueue } from '../fakes/queue.ts';
import { seededRandomness } from '../fakes/randomness.ts';
import { fakeRulingStore } from '../fakes/ruling-store.ts';
import { fakeTimetable } from '../fakes/timetable.ts';
import { fakeVault } from '../fakes/vault.ts';
import { fakeWebhookSender, type Reaction } from '../fakes/webhook-sender.ts';
import { publishing } from './commit.ts';
import { endpoint, noon, partner } from './delivering.ts';
import { newsroom } from './revision.ts';

/** The webhooks channel in memory, with one endpoint whose receiver reacts like this; `react` gets the sequence of the event. */
export const deliveryChannel = async (react: (sequence: number) => Reaction, differs: Partial<Endpoint> = {}) => {
  const clock = manualClock(noon);
  const timetable = fakeTimetable();
  const rulings = fakeRulingStore();
  const endpoints = fakeEndpointStore(timetable);
  const feeds = fakeFeedReader(fakeFeedFiles(clock.now));
  const endpointLeases = fakeLeases<EndpointLease>(timetable);
  const deliveries = fakeDeliveryStore({ endpoints, leases: endpointLeases, timetable });
  const vault = fakeVault();
  const posted: number[] = [];
  const sender = fakeWebhookSender(clock, () => react(posted.at(-1) ?? 0));
  const [queue, log] = [fakeQueue<DeliverMessage>(), recordingLog()];
  await endpoints.addPartner(partner());
  await endpoints.add(endpoint(differs));

  const shared = { timetable, rulings, endpoints, deliveries, clock, random: seededRandomness(), log };
  const numbered: typeof sender = {
    ...sender,
    post: (request) => {
      posted.push(JSON.parse(request.body).data.sequence);
      return sender.post(request);
    },
  };
  const deliverDeps = {
    ...{ ...shared, leases: endpointLeases, queue, sender: numbered, vault, newsroom, livemode: false },
    ...{ followers: endpoints, feeds },
  };
  const planDeps = { ...shared, leases: fakeLeases<PlanningCursor>(timetable), wakes: queue };
  return {
    ...shared,
    queue,
    posted,
    heard: sender.heard,
    publish: async (origin: 'newsroom' | 'import' = 'newsroom') => {
      const commit = publishing(noon);
      const sequence = (await rulings.lastSequence()) + 1;
      await rulings.commit({ ...commit, event: { ...commit.event, origin } }, sequence);
    },
    plan: (replaced: Partial<typeof planDeps> = {}) => planDeliveries({ ...planDeps, ...replaced })(),
    deliver: (replaced: Partial<typeof deliverDeps> = {}) => deliver({ ...deliverDeps, ...replaced })(endpoint().id),
    states: () => deliveries.all().map(({ state }) => state),
  };
};
