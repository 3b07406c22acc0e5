import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { deliverMessageSchema, planMessageSchema } from '../../shared/domain/delivery-messages.ts';
import { eventMessageSchema } from '../../shared/domain/event.ts';
import { quietHours } from '../../shared/domain/quiet-hours.ts';
import { type TextPlan, textBatchSchema, textPlanSchema } from '../../shared/domain/text-messages.ts';
import type { EventTopic } from '../../shared/ports/event-topic.ts';
import type { LedgerTokens } from '../../shared/ports/ledger-tokens.ts';
import type { PartnerNotices } from '../../shared/ports/partner-notices.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import type { Randomness } from '../../shared/ports/randomness.ts';
import type { TextSender } from '../../shared/ports/text-sender.ts';
import type { DueQueue } from '../../shared/ports/timetable.ts';
import type { WebhookSender } from '../../shared/ports/webhook-sender.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';
import { wholeBatchHandler } from '../../shared/runtime/whole-batch-handler.ts';
import { buildFeeds } from '../../shared/use-cases/build-feeds.ts';
import { type DeliverDeps, deliver } from '../../shared/use-cases/deliver.ts';
import { hearFromTwilio, type StatusCallback } from '../../shared/use-cases/hear-from-twilio.ts';
import { makeFeedMessage } from '../../shared/use-cases/make-feed-message.ts';
import { makeWebhookMessage } from '../../shared/use-cases/make-message.ts';
import { openShard } from '../../shared/use-cases/open-shard.ts';
import { planDeliveries } from '../../shared/use-cases/plan-deliveries.ts';
import { planFollowerDeliveries } from '../../shared/use-cases/plan-follower-deliveries.ts';
import { planTexts } from '../../shared/use-cases/plan-texts.ts';
import type { PublishDeps } from '../../shared/use-cases/publish-ruling.ts';
import { recheckTexts } from '../../shared/use-cases/recheck-texts.ts';
import { relayEvents } from '../../shared/use-cases/relay-events.ts';
import { sendTexts } from '../../shared/use-cases/send-texts.ts';
import { sweep } from '../../shared/use-cases/sweep.ts';
import { tellContact } from '../../shared/use-cases/tell-contact.ts';
import { fakeFeedReader } from '../fakes/feed-reader.ts';
import { trustingSanitizer } from '../fakes/html-sanitizer.ts';
import { fakeSigningKeys } from '../fakes/signing-keys.ts';
import { newsroom } from '../samples/revision.ts';
import type { Life } from './invocations.ts';
import { renderInShort } from './short-feeds.ts';
import type { Stores } from './stores.ts';

/** What the functions talk to. */
export interface Outside extends Stores {
  readonly topic: EventTopic;
  readonly queues: Readonly<Record<DueQueue, Queue<unknown>>>;
  readonly twilio: TextSender;
  readonly partners: WebhookSender;
  readonly partnerNotices: PartnerNotices;
  readonly tokens: LedgerTokens;
  readonly random: Randomness;
}

type QueueFunction = (life: Life, event: SQSEvent) => Promise<SQSBatchResponse>;

export const windowAt = quietHours(newsroom.texts);

const signingKeys = fakeSigningKeys();

/** The ports of `outside` as one invocation has them. */
const portsOf = (life: Life, outside: Outside) => ({
  rulings: life.watch('rulings', outside.rulings),
  watermark: life.watch('watermark', outside.watermark),
  topic: life.watch('topic', outside.topic),
  timetable: life.watch('timetable', outside.timetable),
  subscribers: life.watch('subscribers', outside.subscribers),
  broadcasts: life.watch('broadcasts', outside.broadcasts),
  ledger: life.watch('ledger', outside.ledger),
  endpoints: life.watch('endpoints', outside.endpoints),
  deliveries: life.watch('deliveries', outside.deliveries),
  vault: life.watch('vault', outside.vault),
  tokens: outside.tokens,
  signingKeys,
  newsroom,
  windowAt,
  clock: life.clock,
  random: outside.random,
  log: life.log,
});

/** Every function of the wire, put together as its `deps.ts` does it and called as its `handler.ts` does. */
export const createFunctions = (outside: Outside) => {
  const queue = (life: Life, name: DueQueue) => life.watch(`queue:${name}`, outside.queues[name]);

  const buildFeedsOf: QueueFunction = (life, event) => {
    const build = buildFeeds({
      ...portsOf(life, outside),
      files: life.watch('files', outside.feeds.files),
      record: life.watch('feed-record', outside.feedRecord),
      directory: life.watch('feed-directory', outside.feedDirectory),
      cache: life.watch('feed-cache', outside.feedCache),
      planFollowers: planFollowerDeliveries({
        ...portsOf(life, outside),
        followers: life.watch('followers', outside.endpoints),
        wakes: queue(life, 'follower-deliveries'),
      }),
      render: renderInShort,
    });
    return wholeBatchHandler(eventMessageSchema, life.log, build)(event);
  };
  const planTextsOf: QueueFunction = (life, event) => {
    const deps = { ...portsOf(life, outside), batches: queue(life, 'text-batches') };
    const work = (message: TextPlan): Promise<void> => {
      if (!('kind' in message)) return planTexts(deps)(message);
      if (message.kind === 'recheck') return recheckTexts(deps)(message.broadcastId);
      return openShard(deps)(message.broadcastId, message.cohort);
    };
    return queueHandler(textPlanSchema, life.log, work)(event, context);
  };
  const sendTextsOf: QueueFunction = (life, event) => {
    const send = sendTexts({ ...portsOf(life, outside), sender: life.watch('twilio', outside.twilio) });
    return queueHandler(textBatchSchema, life.log, send)(event, context);
  };
  const planDeliveriesOf: QueueFunction = (life, event) => {
    const leases = life.watch('planning-leases', outside.planningLeases);
    const plan = planDeliveries({ ...portsOf(life, outside), leases, wakes: queue(life, 'deliveries') });
    return queueHandler(planMessageSchema, life.log, plan)(event, context);
  };
  const deliverOf: QueueFunction = (life, event) => {
    const makeMessage = makeWebhookMessage({ ...portsOf(life, outside), livemode: false });
    const queues = { queue: queue(life, 'deliveries'), elsewhere: queue(life, 'follower-deliveries') };
    const notices = life.watch('partner-notices', outside.partnerNotices);
    const tell = tellContact({ ...portsOf(life, outside), notices });
    return deliverBy(life, event, { serves: 'webhook', makeMessage, tellContact: tell, ...queues });
  };
  const deliverToFollowersOf: QueueFunction = (life, event) => {
    const feeds = life.watch('feeds', fakeFeedReader(outside.feeds));
    const makeMessage = makeFeedMessage({ ...portsOf(life, outside), feeds });
    const queues = { queue: queue(life, 'follower-deliveries'), elsewhere: queue(life, 'deliveries') };
    return deliverBy(life, event, { serves: 'websub', makeMessage, ...queues });
  };
  const deliverBy = (
    life: Life,
    event: SQSEvent,
    kind: Pick<DeliverDeps, 'serves' | 'makeMessage' | 'tellContact' | 'queue' | 'elsewhere'>,
  ): Promise<SQSBatchResponse> => {
    const deliverTo = deliver({
      ...{ ...portsOf(life, outside), ...kind },
      leases: life.watch('endpoint-leases', outside.endpointLeases),
      sender: life.watch('partners', outside.partners),
      followers: life.watch('followers', outside.endpoints),
    });
    return queueHandler(deliverMessageSchema, life.log, ({ endpointId }) => deliverTo(endpointId))(event, context);
  };

  return {
    relay: (life: Life) => relayEvents(portsOf(life, outside))(),
    sweep: (life: Life) => {
      const queues = {
        feeds: queue(life, 'feeds'),
        'text-plans': queue(life, 'text-plans'),
        'text-batches': queue(life, 'text-batches'),
        'delivery-plans': queue(life, 'delivery-plans'),
        deliveries: queue(life, 'deliveries'),
        'follower-deliveries': queue(life, 'follower-deliveries'),
      };
      const ports = portsOf(life, outside);
      return sweep({ ...ports, queues, relay: relayEvents(ports) })();
    },
    twilioStatus: (life: Life, token: string, callback: StatusCallback) =>
      hearFromTwilio(portsOf(life, outside))(token, callback),
    /** What the API's routes call their use cases with. */
    publishing: (life: Life): PublishDeps => ({ ...portsOf(life, outside), sanitizeHtml: trustingSanitizer }),
    ofQueue: {
      feeds: buildFeedsOf,
      'text-plans': planTextsOf,
      'text-batches': sendTextsOf,
      'delivery-plans': planDeliveriesOf,
      deliveries: deliverOf,
      'follower-deliveries': deliverToFollowersOf,
    } satisfies Record<DueQueue, QueueFunction>,
  };
};

const context: Context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: '',
  functionVersion: '',
  invokedFunctionArn: '',
  memoryLimitInMB: '',
  awsRequestId: '',
  logGroupName: '',
  logStreamName: '',
  getRemainingTimeInMillis: () => 1,
  done: () => {},
  fail: () => {},
  succeed: () => {},
};
