import { type Delivery, type FeedDelivery, subjectOf, type WebhookDelivery } from '../domain/delivery.ts';
import { type Endpoint, liveSecrets } from '../domain/endpoint.ts';
import { feedHeaders } from '../domain/feed-message.ts';
import type { AnyEndpoint, Follower } from '../domain/follower.ts';
import type { Newsroom } from '../domain/newsroom.ts';
import { webhookBody } from '../domain/webhook-body.ts';
import { sign } from '../domain/webhook-signature.ts';
import type { FeedReader } from '../ports/feed-reader.ts';
import type { RulingReader } from '../ports/ruling-store.ts';
import type { Vault } from '../ports/vault.ts';
import type { SettleDeps } from './settle-attempt.ts';

export interface MessageDeps extends Pick<SettleDeps, 'deliveries' | 'clock'> {
  readonly rulings: Pick<RulingReader, 'revision' | 'event'>;
  readonly feeds: FeedReader;
  readonly vault: Pick<Vault, 'open'>;
  readonly newsroom: Newsroom;
  readonly livemode: boolean;
}

export interface Message {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A delivery as it is sent, with its message: undefined when the endpoint has got all that it would say. */
export interface Made {
  readonly sent: Delivery;
  readonly message: Message | undefined;
}

/** Makes the message of a delivery for this very moment. Throws when it cannot be made. */
export const makeMessage =
  (deps: MessageDeps) =>
  async (endpoint: AnyEndpoint, delivery: Delivery): Promise<Made> => {
    if (endpoint.kind === 'webhook' && delivery.kind === 'webhook')
      return { sent: delivery, message: await webhookMessage(deps, endpoint, delivery) };
    if (endpoint.kind === 'websub' && delivery.kind === 'websub') return feedMessage(deps, endpoint, delivery);
    throw new Error(`a delivery of kind ${delivery.kind} at an endpoint of kind ${endpoint.kind}`);
  };

const webhookMessage = async (
  { rulings, vault, clock, newsroom, livemode }: MessageDeps,
  endpoint: Endpoint,
  delivery: WebhookDelivery,
): Promise<Message> => {
  const [event, revision, secrets] = await Promise.all([
    rulings.event(delivery.sequence),
    rulings.revision(delivery.rulingId, delivery.revision),
    Promise.all(
      liveSecrets(endpoint, new Date(clock.now()).toISOString()).map((sealed) => vault.open(sealed, endpoint.id)),
    ),
  ]);
  if (event === undefined || revision === undefined) throw new Error(`the log has no event ${delivery.sequence}`);
  const body = webhookBody({ endpoint, delivery, event, revision, newsroom, livemode });
  return { body, headers: sign({ id: event.id, at: clock.now(), body }, secrets) };
};

/** The feed as it stands now, whatever version the follower was owed it for; nothing when that is the one that it has for sure. */
const feedMessage = async (
  { feeds, deliveries, vault, newsroom }: MessageDeps,
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
