import * as z from 'zod';
import { type Delivery, deliveryIdOf, supersede, supersededBy } from './delivery.ts';
import type { Endpoint } from './endpoint.ts';
import type { RulingEvent } from './event.ts';
import { idSchema } from './ids.ts';

/** What an endpoint was last owed of a ruling, and the newest revision of it that arrived there. Kept for good: corrections come years later. */
export const owedSchema = z.object({
  endpointId: idSchema('endpoint'),
  rulingId: idSchema('ruling'),
  sequence: z.int(),
  revision: z.int(),
  deliveredRevision: z.int().nullable(),
});
export type Owed = z.output<typeof owedSchema>;

/** A new delivery, and what the endpoint was owed of the ruling before. */
export interface PlannedDelivery {
  readonly delivery: Delivery;
  /** What is read of the ruling's last debt; the write holds only while it still is so. */
  readonly owedBefore: Owed | undefined;
  /** The delivery that will not be sent since this one comes, as it was read. */
  readonly superseded: { readonly before: Delivery; readonly after: Delivery } | undefined;
  /** The delivery that is being sent and goes first; the write holds only while it still is. */
  readonly underWay: Delivery | undefined;
}

/**
 * The delivery of an event to an endpoint that is owed it. `last` is the newest delivery of the same ruling there, if it is still on
 * record: unless it is over or being sent, the new one comes in its place, and waits for what it would have waited for.
 */
export const planDelivery = (
  endpoint: Endpoint,
  event: RulingEvent,
  owedBefore: Owed | undefined,
  last: Delivery | undefined,
  now: number,
): PlannedDelivery => {
  const before = last !== undefined && (last.state === 'pending' || last.state === 'waiting') ? last : undefined;
  const disabled = endpoint.disabledReason !== null;
  const underWay = last?.state === 'sending' ? last : undefined;
  return {
    delivery: {
      id: deliveryIdOf(endpoint.id, event.id),
      endpointId: endpoint.id,
      partnerId: endpoint.partnerId,
      eventId: event.id,
      sequence: event.sequence,
      previousSequence: endpoint.lastOwedSequence,
      supersedes: before === undefined ? [] : supersededBy(before),
      rulingId: event.rulingId,
      revision: event.revision,
      predecessor: before?.predecessor ?? underWay?.sequence ?? null,
      state: disabled ? 'waiting' : 'pending',
      attempts: [],
      attempted: 0,
      failures: 0,
      nextAttemptAt: disabled ? null : new Date(now).toISOString(),
      sendingSince: null,
      expiresAt: null,
      version: 1,
    },
    owedBefore,
    superseded: before === undefined ? undefined : { before, after: supersede(before, now) },
    underWay,
  };
};
