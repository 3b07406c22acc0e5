import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { deliverMessageSchema, planMessageSchema } from '../../shared/domain/delivery-messages.ts';
import { eventMessageSchema } from '../../shared/domain/event.ts';
import { publishMessageSchema } from '../../shared/domain/scheduled-ruling.ts';
import type { DueQueue } from '../../shared/ports/timetable.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';
import { unlessPaused } from '../../shared/runtime/unless-paused.ts';
import { wholeBatchHandler } from '../../shared/runtime/whole-batch-handler.ts';
import { buildFeeds } from '../../shared/use-cases/build-feeds.ts';
import { type DeliverDeps, deliver } from '../../shared/use-cases/deliver.ts';
import { makeFeedMessage } from '../../shared/use-cases/make-feed-message.ts';
import { makeWebhookMessage } from '../../shared/use-cases/make-message.ts';
import { planDeliveries } from '../../shared/use-cases/plan-deliveries.ts';
import { planFollowerDeliveries } from '../../shared/use-cases/plan-follower-deliveries.ts';
import { publishScheduled } from '../../shared/use-cases/publish-scheduled.ts';
import { relayEvents } from '../../shared/use-cases/relay-events.ts';
import { releaseHeld } from '../../shared/use-cases/release-held.ts';
import type { ScheduleDeps } from '../../shared/use-cases/schedule-ruling.ts';
import { sweep } from '../../shared/use-cases/sweep.ts';
import { switchChannel } from '../../shared/use-cases/switch-channel.ts';
import { tellContact } from '../../shared/use-cases/tell-contact.ts';
import { fakeFeedReader } from '../fakes/feed-reader.ts';
import { trustingSanitizer } from '../fakes/html-sanitizer.ts';
import { fakeQueue } from '../fakes/queue.ts';
import { gateOf } from './gates.ts';
import type { Life } from './invocations.ts';
import { context } from './lambda-context.ts';
import { type Outside, portsOf } from './ports.ts';
import { renderInShort } from './short-feeds.ts';
import { createTextFunctions } from './text-functions.ts';

type QueueFunction = (life: Life, event: SQSEvent) => Promise<SQSBatchResponse>;

/** Every function of the wire, put together as its `deps.ts` does it and called as its `handler.ts` does. */
export const createFunctions = (outside: Outside) => {
  const texts = createTextFunctions(outside);
  const queue = (life: Life, name: DueQueue) => life.watch(`queue:${name}`, outside.queues[name]);

  const publishingOf = (life: Life): ScheduleDeps => ({
    ...portsOf(life, outside),
    scheduledRulings: life.watch('scheduled-rulings', outside.scheduledRulings),
    sanitizeHtml: trustingSanitizer,
  });
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
    const handler = wholeBatchHandler(eventMessageSchema, life.log, build);
    return unlessPaused(gateOf(life, outside, 'feeds'), life.log, handler)(event, context);
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
  const publishScheduledOf: QueueFunction = (life, event) =>
    queueHandler(publishMessageSchema, life.log, publishScheduled(publishingOf(life)))(event, context);
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
    const gate = gateOf(life, outside, 'deliveries');
    const deliverTo = deliver({
      ...{ ...portsOf(life, outside), ...kind, channelSwitch: gate.standing },
      leases: life.watch('endpoint-leases', outside.endpointLeases),
      sender: life.watch('partners', outside.partners),
      followers: life.watch('followers', outside.endpoints),
    });
    const handler = queueHandler(deliverMessageSchema, life.log, ({ endpointId }) => deliverTo(endpointId));
    return unlessPaused(gate, life.log, handler)(event, context);
  };

  return {
    relay: (life: Life) => relayEvents(portsOf(life, outside))(),
    sweep: (life: Life) => {
      const queues = {
        feeds: queue(life, 'feeds'),
        'text-plans': queue(life, 'text-plans'),
        'text-batches': queue(life, 'text-batches'),
        'urgent-texts': queue(life, 'urgent-texts'),
        'delivery-plans': queue(life, 'delivery-plans'),
        deliveries: queue(life, 'deliveries'),
        'follower-deliveries': queue(life, 'follower-deliveries'),
        'scheduled-rulings': queue(life, 'scheduled-rulings'),
      };
      const ports = portsOf(life, outside);
      const release = releaseHeld({ ...ports, queues: { ...queues, archives: fakeQueue<unknown>() } });
      return sweep({ ...ports, queues, relay: relayEvents(ports), release })();
    },
    switchChannel: (life: Life) => switchChannel(portsOf(life, outside)),
    ...texts,
    /** What the API's routes call their use cases with. */
    publishing: publishingOf,
    ofQueue: {
      feeds: buildFeedsOf,
      'text-plans': texts.planTextsOf,
      'text-batches': texts.sendTextsOf,
      'urgent-texts': texts.sendTextsOf,
      'delivery-plans': planDeliveriesOf,
      deliveries: deliverOf,
      'follower-deliveries': deliverToFollowersOf,
      'scheduled-rulings': publishScheduledOf,
    } satisfies Record<DueQueue, QueueFunction>,
  };
};
