import { type FeedDelivery, feedDeliveryIdOf } from '../../shared/domain/delivery.ts';
import type { Topic } from '../../shared/domain/feed-topic.ts';
import { type Follower, followerIdOf, followerLimits } from '../../shared/domain/follower.ts';
import { noon } from './delivering.ts';

export const topic: Topic = '/feeds/topics/transport/rss.xml';
export const callback = 'https://reader.example/push?for=7';

/** A follower without a secret; its id follows from its topic and its callback. */
export const follower = (differs: Partial<Follower> = {}): Follower => {
  const { topic: followed = topic, url = callback } = differs;
  return {
    kind: 'websub',
    id: followerIdOf(followed, url),
    topic: followed,
    url,
    secret: null,
    leaseUntil: '2026-11-30T12:00:00.000Z',
    requestedAt: noon,
    ...followerLimits,
    failingSince: null,
    ...differs,
  };
};

/** A feed that is due at its follower. */
export const feedDelivery = (differs: Partial<FeedDelivery> = {}): FeedDelivery => {
  const { endpointId = follower().id, sequence = 1 } = differs;
  return {
    kind: 'websub',
    id: feedDeliveryIdOf(endpointId, sequence, Date.parse(noon)),
    endpointId,
    sequence,
    topic,
    etag: '"1"',
    eventSequence: 1,
    predecessor: null,
    state: 'pending',
    attempts: [],
    attempted: 0,
    failures: 0,
    nextAttemptAt: noon,
    sendingSince: null,
    refused: false,
    expiresAt: null,
    version: 1,
    ...differs,
  };
};
