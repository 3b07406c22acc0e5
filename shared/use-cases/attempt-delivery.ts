import { type ChannelSwitch, triedSince } from '../domain/channel.ts';
import { type Delivery, exchangeMs, ranOut } from '../domain/delivery.ts';
import { type Endpoint, isBroken, wasOut } from '../domain/endpoint.ts';
import { type Exchange, isSuccess, noExchange, tookPlace } from '../domain/exchange.ts';
import { type AnyEndpoint, type Follower, isLost } from '../domain/follower.ts';
import type { EndpointStore } from '../ports/endpoint-store.ts';
import type { FollowerStore } from '../ports/follower-store.ts';
import type { WebhookSender } from '../ports/webhook-sender.ts';
import type { MakeMessage } from './make-message.ts';
import { isGone, type SettleDeps, settleAttempt, settleUnsent } from './settle-attempt.ts';

export interface AttemptDeps extends SettleDeps {
  readonly makeMessage: MakeMessage;
  readonly endpoints: Pick<EndpointStore, 'disable' | 'setFailing' | 'setRecovered'>;
  readonly followers: Pick<FollowerStore, 'end'>;
  readonly sender: WebhookSender;
  /** How the switch of the channel of deliveries stands: while it is paused nothing more is begun. */
  readonly channelSwitch: () => Promise<ChannelSwitch>;
}

/**
 * One attempt at a delivery that is `sending`: builds the message anew, signs it for this very moment, posts it and writes down how it
 * ended. The exchange must be over in 15 s from the moment the row became `sending`, so that nobody takes it over before. Answers
 * what came of it, and whether the endpoint is out of service by it.
 */
export const attemptDelivery =
  (deps: AttemptDeps) =>
  async (endpoint: AnyEndpoint, sending: Delivery): Promise<Attempted> => {
    const { sent, exchange } = await exchangeOf(deps, endpoint, sending);
    if (exchange === undefined) {
      await settleUnsent(deps)(sent);
      return { exchange, stopped: false };
    }
    const gone = isGone(exchange);
    // before the row is written: who dies in between finds the endpoint stopped, not asked once more
    if (gone) await stop(deps, endpoint);
    const settled = await settleAttempt(deps)(sent, exchange, endpoint.url);
    return { exchange, stopped: gone || (await noteHealth(deps, endpoint, exchange, settled)) };
  };

interface Attempted {
  /** None where there was nothing to say. */
  readonly exchange: Exchange | undefined;
  readonly stopped: boolean;
}

/** The delivery as it was sent, and what came of it: no exchange where there was nothing to say. */
const exchangeOf = async (
  deps: AttemptDeps,
  endpoint: AnyEndpoint,
  sending: Delivery,
): Promise<{ sent: Delivery; exchange: Exchange | undefined }> => {
  const deadline = Date.parse(sending.sendingSince ?? '') + exchangeMs;
  try {
    const { sent, message } = await deps.makeMessage(endpoint, sending);
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
const stop = async (deps: AttemptDeps, endpoint: AnyEndpoint): Promise<void> => {
  if (endpoint.kind === 'webhook') return disable(deps, endpoint, 'the endpoint answered 410 Gone');
  await end(deps, endpoint, 'gone');
};

/** Whether the follower is no more: it may have asked anew meanwhile. */
const end = async (deps: AttemptDeps, follower: Follower, because: 'gone' | 'failing'): Promise<boolean> => {
  const ended = await deps.followers.end(follower);
  if (ended) deps.log.info('FOLLOWER_ENDED', { endpointId: follower.id, because });
  return ended;
};

/** Unless it was enabled since it was read: then it spoke before it was mended. */
const disable = async (deps: AttemptDeps, endpoint: Endpoint, reason: string, failing = {}): Promise<void> => {
  const { id, resumedAt } = endpoint;
  const at = new Date(deps.clock.now()).toISOString();
  if (await deps.endpoints.disable(id, reason, at, { resumedAt, ...failing }))
    deps.log.warn('ENDPOINT_DISABLED', { endpointId: id });
};

/**
 * Writes down whether an endpoint works. One that answers after an outage is sent at once what would be tried later; one where nothing
 * succeeds for three days, or while a delivery's whole schedule ran out, is disabled, and a follower is no more after three such days:
 * whether that is so. What the receiver does not want, what we could not send, and the time of a pause say nothing of it.
 */
const noteHealth = async (
  deps: AttemptDeps,
  endpoint: AnyEndpoint,
  exchange: Exchange,
  settled: Delivery | undefined,
): Promise<boolean> => {
  const { id, failingSince } = endpoint;
  const now = deps.clock.now();
  const at = new Date(now).toISOString();
  const isPartners = endpoint.kind === 'webhook';
  if (isSuccess(exchange)) {
    if (failingSince === null) return false;
    if (isPartners && wasOut(endpoint, now)) await deps.endpoints.setRecovered(id, at, failingSince);
    else await deps.endpoints.setFailing(id, null);
    return false;
  }
  if (exchange.abort || !tookPlace(exchange)) return false;
  if (failingSince === null) {
    await deps.endpoints.setFailing(id, at);
    return false;
  }
  const tried = { failingSince: triedSince(await deps.channelSwitch(), failingSince) };
  if (!isPartners) return isLost(tried, now) && (await end(deps, endpoint, 'failing'));
  const broken = isBroken(tried, now);
  if (!broken && (settled === undefined || !ranOut(settled, failingSince))) return false;
  const reason = broken
    ? 'no attempt has succeeded for 72 hours'
    : 'all attempts at a delivery failed, and no other has succeeded';
  await disable(deps, endpoint, reason, { failingSince });
  return true;
};
