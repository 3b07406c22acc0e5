import type { DeliverMessage } from '../../shared/domain/delivery-messages.ts';
import type { Endpoint } from '../../shared/domain/endpoint.ts';
import type { EndpointLease } from '../../shared/domain/endpoint-lease.ts';
import { type DeliverDeps, deliver } from '../../shared/use-cases/deliver.ts';
import { makeWebhookMessage } from '../../shared/use-cases/make-message.ts';
import { type PlanningCursor, planDeliveries } from '../../shared/use-cases/plan-deliveries.ts';
import { tellContact } from '../../shared/use-cases/tell-contact.ts';
import { watchSwitch } from '../../shared/use-cases/watch-channel.ts';
import { fakeChannelSwitches } from '../fakes/channel-switches.ts';
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
import { publishing } from './commit.ts';
import { endpoint, noon, partner } from './delivering.ts';
import { newsroom } from './revision.ts';

/** What a test may put in the place of a fake, where another fake, or the real thing, will do. */
type Replaced<Deps> = Omit<Deps, 'sender' | 'clock' | 'serves'> & Pick<DeliverDeps, 'sender' | 'clock' | 'serves'>;

/** The webhooks channel in memory, with one endpoint whose receiver reacts like this; `react` gets the sequence of the event. */
export const deliveryChannel = async (react: (sequence: number) => Reaction, differs: Partial<Endpoint> = {}) => {
  const clock = manualClock(noon);
  const timetable = fakeTimetable();
  const rulings = fakeRulingStore();
  const endpoints = fakeEndpointStore(timetable);
  const endpointLeases = fakeLeases<EndpointLease>(timetable);
  const deliveries = fakeDeliveryStore({ endpoints, leases: endpointLeases, timetable });
  const vault = fakeVault();
  const posted: number[] = [];
  const notices = fakePartnerNotices();
  const switches = fakeChannelSwitches();
  const sender = fakeWebhookSender(clock, () => react(posted.at(-1) ?? 0));
  const [queue, elsewhere, log] = [fakeQueue<DeliverMessage>(), fakeQueue<DeliverMessage>(), recordingLog()];
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
    ...{ ...shared, leases: endpointLeases, queue, elsewhere, sender: numbered, vault, newsroom, livemode: false },
    channelSwitch: watchSwitch({ switches, clock }, 'deliveries'),
    ...{ serves: 'webhook' as const, followers: endpoints, signingKeys: fakeSigningKeys() },
  };
  const planDeps = { ...shared, leases: fakeLeases<PlanningCursor>(timetable), wakes: queue };
  return {
    ...shared,
    switches,
    queue,
    elsewhere,
    posted,
    heard: sender.heard,
    told: notices.told,
    leases: endpointLeases,
    publish: async (origin: 'newsroom' | 'import' = 'newsroom') => {
      const commit = publishing(noon);
      const sequence = (await rulings.lastSequence()) + 1;
      await rulings.commit({ ...commit, event: { ...commit.event, origin } }, sequence);
    },
    plan: (replaced: Partial<typeof planDeps> = {}) => planDeliveries({ ...planDeps, ...replaced })(),
    deliver: (replaced: Partial<Replaced<typeof deliverDeps>> = {}, id = endpoint().id) => {
      const deps = { ...deliverDeps, ...replaced };
      return deliver({
        ...deps,
        makeMessage: makeWebhookMessage(deps),
        tellContact: tellContact({ ...deps, notices }),
      })(id);
    },
    states: () => deliveries.all().map(({ state }) => state),
  };
};
