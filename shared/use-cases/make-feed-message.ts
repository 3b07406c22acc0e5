import { type FeedDelivery, subjectOf } from '../domain/delivery.ts';
import { feedHeaders } from '../domain/feed-message.ts';
import type { Follower } from '../domain/follower.ts';
import type { Newsroom } from '../domain/newsroom.ts';
import type { DeliveryStore } from '../ports/delivery-store.ts';
import type { FeedReader } from '../ports/feed-reader.ts';
import type { Vault } from '../ports/vault.ts';
import { type Made, type MakeMessage, strange } from './make-message.ts';

export interface FeedMessageDeps {
  readonly feeds: FeedReader;
  readonly deliveries: Pick<DeliveryStore, 'owed'>;
  readonly vault: Pick<Vault, 'open'>;
  readonly newsroom: Newsroom;
}

export const makeFeedMessage =
  (deps: FeedMessageDeps): MakeMessage =>
  async (endpoint, delivery) => {
    if (endpoint.kind !== 'websub' || delivery.kind !== 'websub') throw strange(endpoint, delivery);
    return feedMessage(deps, endpoint, delivery);
  };

/** The feed as it stands now, whatever version the follower was owed it for; nothing when that is the one that it has for sure. */
const feedMessage = async (
  { feeds, deliveries, vault, newsroom }: FeedMessageDeps,
  follower: Follower,
  delivery: FeedDelivery,
): Promise<Made> => {
  const { id, topic, secret } = follower;
  const [file, [owed], key] = await Promise.all([
    feeds.read(topic),
    deliveries.owed(subjectOf(delivery), [id]),
    secret === null ? undefined : vault.open(secret, id),
  ]);
  if (file === undefined) throw new Error(`there is no ${topic}`);
  const sent = { ...delivery, etag: file.etag };
  if (owed?.kind === 'websub' && owed.deliveredEtag === file.etag) return { sent, message: undefined };
  return { sent, message: { body: file.body, headers: feedHeaders(newsroom.baseUrl, topic, file, key) } };
};
