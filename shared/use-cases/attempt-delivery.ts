import { type Delivery, exchangeMs } from '../domain/delivery.ts';
import { type Endpoint, liveSecrets } from '../domain/endpoint.ts';
import { type Exchange, isSuccess, noExchange } from '../domain/exchange.ts';
import type { Newsroom } from '../domain/newsroom.ts';
import { webhookBody } from '../domain/webhook-body.ts';
import { sign } from '../domain/webhook-signature.ts';
import type { EndpointStore } from '../ports/endpoint-store.ts';
import type { RulingReader } from '../ports/ruling-store.ts';
import type { Vault } from '../ports/vault.ts';
import type { WebhookSender } from '../ports/webhook-sender.ts';
import { isGone, type SettleDeps, settleAttempt } from './settle-attempt.ts';

export interface AttemptDeps extends SettleDeps {
  readonly endpoints: Pick<EndpointStore, 'disable' | 'setFailing'>;
  readonly rulings: Pick<RulingReader, 'revision' | 'event'>;
  readonly sender: WebhookSender;
  readonly vault: Pick<Vault, 'open'>;
  readonly newsroom: Newsroom;
  readonly livemode: boolean;
}

/**
 * One attempt at a delivery that is `sending`: builds the body anew, signs it for this very moment, posts it and writes down how it
 * ended. The exchange must be over in 15 s from the moment the row became `sending`, so that nobody takes it over before.
 */
export const attemptDelivery =
  (deps: AttemptDeps) =>
  async (endpoint: Endpoint, sending: Delivery): Promise<Exchange> => {
    const exchange = await exchangeOf(deps, endpoint, sending);
    // before the row is written: who dies in between finds the endpoint disabled, not asked once more
    if (isGone(exchange)) {
      await deps.endpoints.disable(endpoint.id, 'the endpoint answered 410 Gone');
      deps.log.warn('ENDPOINT_DISABLED', { endpointId: endpoint.id });
    }
    await settleAttempt(deps)(sending, exchange, endpoint.url);
    await noteHealth(deps, endpoint, exchange);
    return exchange;
  };

const exchangeOf = async (deps: AttemptDeps, endpoint: Endpoint, sending: Delivery): Promise<Exchange> => {
  const deadline = Date.parse(sending.sendingSince ?? '') + exchangeMs;
  try {
    const { headers, body } = await messageFor(deps, endpoint, sending);
    // another may have taken it over by now, and have sent what comes after it
    if (deps.clock.now() >= deadline) throw new Error('its time was over before it was made');
    return await deps.sender.post({ url: endpoint.url, headers, body, deadline });
  } catch (error) {
    // counted as an attempt, so that a message that cannot be made holds up no other ruling, and ends as waiting
    deps.log.error('DELIVERY_NOT_SENT', error, { deliveryId: sending.id, endpointId: endpoint.id });
    return noExchange('not-sent');
  }
};

const messageFor = async (deps: AttemptDeps, endpoint: Endpoint, delivery: Delivery) => {
  const { rulings, vault, clock, newsroom, livemode } = deps;
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

const noteHealth = async (
  { endpoints, clock }: AttemptDeps,
  { id, failingSince }: Endpoint,
  exchange: Exchange,
): Promise<void> => {
  const success = isSuccess(exchange);
  if (success === (failingSince === null)) return;
  await endpoints.setFailing(id, success ? null : new Date(clock.now()).toISOString());
};
