import { type Delivery, exchangeMs } from '../domain/delivery.ts';
import { type Exchange, isSuccess, noExchange } from '../domain/exchange.ts';
import type { AnyEndpoint } from '../domain/follower.ts';
import type { EndpointStore } from '../ports/endpoint-store.ts';
import type { FollowerStore } from '../ports/follower-store.ts';
import type { WebhookSender } from '../ports/webhook-sender.ts';
import { type MessageDeps, makeMessage } from './make-message.ts';
import { isGone, type SettleDeps, settleAttempt, settleUnsent } from './settle-attempt.ts';

export interface AttemptDeps extends SettleDeps, MessageDeps {
  readonly endpoints: Pick<EndpointStore, 'disable' | 'setFailing'>;
  readonly followers: Pick<FollowerStore, 'end'>;
  readonly sender: WebhookSender;
}

/**
 * One attempt at a delivery that is `sending`: builds the message anew, signs it for this very moment, posts it and writes down how it
 * ended. The exchange must be over in 15 s from the moment the row became `sending`, so that nobody takes it over before. Answers
 * whether the endpoint is gone by it.
 */
export const attemptDelivery =
  (deps: AttemptDeps) =>
  async (endpoint: AnyEndpoint, sending: Delivery): Promise<boolean> => {
    const { sent, exchange } = await exchangeOf(deps, endpoint, sending);
    if (exchange === undefined) {
      await settleUnsent(deps)(sent);
      return false;
    }
    const gone = isGone(exchange);
    // before the row is written: who dies in between finds the endpoint stopped, not asked once more
    if (gone) await stop(deps, endpoint);
    await settleAttempt(deps)(sent, exchange, endpoint.url);
    await noteHealth(deps, endpoint, exchange);
    return gone;
  };

/** The delivery as it was sent, and what came of it: no exchange where there was nothing to say. */
const exchangeOf = async (
  deps: AttemptDeps,
  endpoint: AnyEndpoint,
  sending: Delivery,
): Promise<{ sent: Delivery; exchange: Exchange | undefined }> => {
  const deadline = Date.parse(sending.sendingSince ?? '') + exchangeMs;
  try {
    const { sent, message } = await makeMessage(deps)(endpoint, sending);
    if (message === undefined) return { sent, exchange: undefined };
    // another may have taken it over by now, and have sent what comes after it
    if (deps.clock.now() >= deadline) throw new Error('its time was over before it was made');
    return { sent, exchange: await deps.sender.post({ url: endpoint.url, ...message, deadline }) };
  } catch (error) {
    // counted as an attempt, so that a message that cannot be made holds up no other subject, and ends as waiting
    deps.log.error('DELIVERY_NOT_SENT', error, { deliveryId: sending.id, endpointId: endpoint.id });
    return { sent: sending, exchange: noExchange('not-sent') };
  }
};

/** After 410: a partner's endpoint is disabled, and what it is owed waits; a follower is no more, unless it asked anew meanwhile. */
const stop = async ({ endpoints, followers, log }: AttemptDeps, endpoint: AnyEndpoint): Promise<void> => {
  if (endpoint.kind === 'webhook') {
    await endpoints.disable(endpoint.id, 'the endpoint answered 410 Gone');
    return log.warn('ENDPOINT_DISABLED', { endpointId: endpoint.id });
  }
  if (await followers.end(endpoint)) log.info('FOLLOWER_ENDED', { endpointId: endpoint.id, because: 'gone' });
};

const noteHealth = async (
  { endpoints, clock }: AttemptDeps,
  { id, failingSince }: AnyEndpoint,
  exchange: Exchange,
): Promise<void> => {
  const success = isSuccess(exchange);
  if (success === (failingSince === null)) return;
  await endpoints.setFailing(id, success ? null : new Date(clock.now()).toISOString());
};
