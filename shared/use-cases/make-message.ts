import type { Delivery, Notice, WebhookDelivery } from '../domain/delivery.ts';
import { type Endpoint, liveSecrets } from '../domain/endpoint.ts';
import type { RulingEvent } from '../domain/event.ts';
import type { AnyEndpoint } from '../domain/follower.ts';
import { timeOfId } from '../domain/ids.ts';
import type { Newsroom } from '../domain/newsroom.ts';
import type { Revision } from '../domain/ruling.ts';
import { noticeBody, webhookBody } from '../domain/webhook-body.ts';
import { sign } from '../domain/webhook-signature.ts';
import type { Clock } from '../ports/clock.ts';
import type { RulingReader } from '../ports/ruling-store.ts';
import type { SigningKeys } from '../ports/signing-keys.ts';
import type { Vault } from '../ports/vault.ts';
import { openHeaders } from './endpoint-headers.ts';
import { remember } from './remember.ts';

export interface WebhookMessageDeps {
  readonly rulings: Pick<RulingReader, 'revision' | 'event'>;
  readonly vault: Pick<Vault, 'open'>;
  readonly signingKeys: SigningKeys;
  readonly newsroom: Newsroom;
  readonly livemode: boolean;
  readonly clock: Clock;
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
export type MakeMessage = (endpoint: AnyEndpoint, delivery: Delivery) => Promise<Made>;

export const makeWebhookMessage = (deps: WebhookMessageDeps): MakeMessage => {
  const toldBy = remember(eventsRemembered, readEvent(deps));
  return async (endpoint, delivery) => {
    if (endpoint.kind !== 'webhook' || delivery.kind === 'websub') throw strange(endpoint, delivery);
    const message =
      delivery.kind === 'notice'
        ? await noticeMessage(deps, endpoint, delivery)
        : await webhookMessage(deps, endpoint, delivery, toldBy(delivery.sequence));
    return { sent: delivery, message };
  };
};

/** An event goes to many endpoints at about the same time, and neither it nor its revision, of 300 kB at most, ever changes. */
const eventsRemembered = 20;

interface Told {
  readonly event: RulingEvent;
  readonly revision: Revision;
}

const readEvent =
  ({ rulings }: Pick<WebhookMessageDeps, 'rulings'>) =>
  async (sequence: number): Promise<Told> => {
    const event = await rulings.event(sequence);
    const revision = event && (await rulings.revision(event.rulingId, event.revision));
    if (event === undefined || revision === undefined) throw new Error(`the log has no event ${sequence}`);
    return { event, revision };
  };

export const strange = (endpoint: AnyEndpoint, delivery: Delivery): Error =>
  new Error(`a delivery of kind ${delivery.kind} at an endpoint of kind ${endpoint.kind}`);

const webhookMessage = async (
  deps: WebhookMessageDeps,
  endpoint: Endpoint,
  delivery: WebhookDelivery,
  told: Promise<Told>,
): Promise<Message> => {
  const { newsroom, livemode } = deps;
  const [{ event, revision }, signed] = await Promise.all([told, signerOf(deps, endpoint)]);
  return signed(event.id, webhookBody({ endpoint, delivery, event, revision, newsroom, livemode }));
};

const noticeMessage = async (deps: WebhookMessageDeps, endpoint: Endpoint, notice: Notice): Promise<Message> => {
  const { id, partnerId } = endpoint;
  const { eventId, type } = notice;
  const timestamp = new Date(timeOfId(eventId)).toISOString();
  const signed = await signerOf(deps, endpoint);
  const message = { id: eventId, type, timestamp, endpointId: id, partnerId, livemode: deps.livemode };
  return signed(eventId, noticeBody(message));
};

/** Signs for an endpoint, with its live secrets and our own keys, at the moment it is called; where the partner's headers are also ours, ours stand. */
const signerOf = async ({ vault, signingKeys, clock }: WebhookMessageDeps, endpoint: Endpoint) => {
  const [headers, keys, secrets] = await Promise.all([
    openHeaders(vault, endpoint),
    signingKeys.live(),
    Promise.all(
      liveSecrets(endpoint, new Date(clock.now()).toISOString()).map((sealed) => vault.open(sealed, endpoint.id)),
    ),
  ]);
  return (id: string, body: string): Message => ({
    body,
    headers: { ...headers, ...sign({ id, at: clock.now(), body }, secrets, keys) },
  });
};
