import type { DeliverMessage } from '../../shared/domain/delivery-messages.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { DeliveryStore } from '../../shared/ports/delivery-store.ts';
import type { EndpointStore } from '../../shared/ports/endpoint-store.ts';
import type { EndpointSwitch } from '../../shared/ports/endpoint-switch.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import type { Randomness } from '../../shared/ports/randomness.ts';
import { replayDelivery, replayRange } from '../../shared/use-cases/replay-deliveries.ts';
import { testEndpoint } from '../../shared/use-cases/send-notice.ts';
import { enableEndpoint } from '../../shared/use-cases/switch-endpoint.ts';
import { endpointId, partner } from '../samples/delivering.ts';

/**
 * What a partner asks after `pause` ms, counted from when the endpoint of the `receiver`-th receiver is disabled where that is what it waits
 * for; `which` picks among what that was owed.
 */
export interface Ask {
  readonly pause: number;
  readonly receiver: number;
  readonly what: 'enable' | 'replay' | 'replay-range' | 'test';
  readonly which: number;
  readonly onceDisabled?: boolean;
}

interface AskDeps {
  readonly endpoints: EndpointStore;
  readonly endpointSwitch: EndpointSwitch;
  readonly deliveries: DeliveryStore;
  readonly wakes: Queue<DeliverMessage>;
  readonly clock: Clock;
  readonly random: Randomness;
}

/** Does what a partner asks; that it cannot be done now is an answer like any other. */
export const answer = async (deps: AskDeps, { receiver, what, which }: Ask): Promise<unknown> => {
  const [partnerId, id] = [partner().id, endpointId(receiver)];
  if (what === 'enable') return enableEndpoint(deps)(partnerId, id);
  if (what === 'test') return testEndpoint(deps)(partnerId, id);
  const { items } = await deps.deliveries.list(id, 100, undefined);
  const picked = items[which % Math.max(1, items.length)];
  if (picked === undefined) return undefined;
  if (what === 'replay') return replayDelivery(deps)(partnerId, picked.id);
  return replayRange(deps)(partnerId, id, { afterSequence: picked.sequence - 1, untilSequence: picked.sequence + 2 });
};

/** Asks one thing after the other, and nothing again: what a process that died has left undone stays so. */
export const askAll = async (
  asks: readonly Ask[],
  clock: Clock,
  isDisabled: (receiver: number) => Promise<unknown>,
  ask: (one: Ask) => Promise<unknown>,
): Promise<void> => {
  for (const one of asks) {
    if (one.onceDisabled) await isDisabled(one.receiver);
    await clock.sleep(one.pause);
    await ask(one);
  }
};
