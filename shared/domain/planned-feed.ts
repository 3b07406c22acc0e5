import { type Delivery, feedDeliveryIdOf } from './delivery.ts';
import type { Topic } from './feed-topic.ts';
import type { EndpointId } from './ids.ts';
import { type Owed, type PlannedDelivery, placeAfter, untried } from './planned-delivery.ts';

/** A version of a feed that stands for all to read, and an event of the log that it holds. */
export interface FeedVersion {
  readonly topic: Topic;
  readonly etag: string;
  readonly eventSequence: number;
}

/**
 * Whether a follower must be sent a feed once more, by what it was last owed and the delivery of that, if it is still on record. What is
 * sent is the feed as it stands then, so one that waits says all by itself, and a newer event only gives it a fresh start. One that is
 * being sent may have read the feed before this version stood, whatever it was owed for. Once it is over, what counts is what arrived: by
 * the delivery, where that arrived, since what is owed was read before it, and may not have heard yet.
 */
export const mustFollow = (version: FeedVersion, owed: Owed | undefined, last: Delivery | undefined): boolean => {
  if (owed?.kind !== 'websub') return true;
  if (last?.state === 'sending') return true;
  if (last?.state === 'pending') return version.eventSequence > owed.eventSequence && version.etag !== owed.etag;
  if (last?.state === 'waiting') return version.etag !== owed.etag;
  const arrived = last?.kind === 'websub' && last.state === 'delivered' ? last.etag : owed.deliveredEtag;
  return version.etag !== arrived;
};

/** The delivery of a feed to a follower that must be sent it. */
export const planFeed = (
  endpointId: EndpointId,
  { topic, etag, eventSequence }: FeedVersion,
  owedBefore: Owed | undefined,
  last: Delivery | undefined,
  now: number,
): PlannedDelivery => {
  const sequence = (owedBefore?.sequence ?? 0) + 1;
  const { predecessor, ...place } = placeAfter(last, now);
  return {
    delivery: {
      ...untried,
      kind: 'websub',
      id: feedDeliveryIdOf(endpointId, sequence, now),
      endpointId,
      sequence,
      topic,
      etag,
      eventSequence: Math.max(eventSequence, owedBefore?.kind === 'websub' ? owedBefore.eventSequence : 0),
      predecessor,
      state: 'pending',
      nextAttemptAt: new Date(now).toISOString(),
    },
    owedBefore,
    ...place,
  };
};
