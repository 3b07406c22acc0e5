import * as z from 'zod';
import {
  type Delivery,
  deliveryIdOf,
  type Notice,
  type NoticeType,
  supersede,
  supersededBy,
  type WebhookDelivery,
} from './delivery.ts';
import type { Endpoint } from './endpoint.ts';
import type { RulingEvent } from './event.ts';
import { topicSchema } from './feed-topic.ts';
import { type EventId, idSchema } from './ids.ts';

/** What an endpoint was last owed of a ruling, and what of it arrived there. Kept for good: corrections come years later. */
const owedRulingSchema = z.object({
  kind: z.literal('webhook'),
  endpointId: idSchema('endpoint'),
  rulingId: idSchema('ruling'),
  sequence: z.int(),
  revision: z.int(),
  deliveredRevision: z.int().nullable(),
  /** The first revision that arrived there; left out until one did. */
  firstDeliveredRevision: z.int().optional(),
});

/**
 * What a follower was last owed of its feed: the version, and the newest event of the log that it was owed for. `deliveredEtag` is the
 * version that the follower has for sure: null before the first, and while nobody knows what arrived.
 */
const owedFeedSchema = z.object({
  kind: z.literal('websub'),
  endpointId: idSchema('endpoint'),
  topic: topicSchema,
  sequence: z.int(),
  etag: z.string(),
  eventSequence: z.int(),
  deliveredEtag: z.string().nullable(),
});
export type OwedFeed = z.output<typeof owedFeedSchema>;

/** The newest notice that an endpoint was owed, and the newest that arrived. */
const owedNoticeSchema = z.object({
  kind: z.literal('notice'),
  endpointId: idSchema('endpoint'),
  sequence: z.int(),
  deliveredSequence: z.int().nullable(),
});

export const owedSchema = z.discriminatedUnion('kind', [owedRulingSchema, owedFeedSchema, owedNoticeSchema]);
export type Owed = z.output<typeof owedSchema>;

/** A new delivery, and what the endpoint was owed of its subject before. */
export interface PlannedDelivery {
  readonly delivery: Delivery;
  /** What is read of the subject's last debt; the write holds only while it still is so. */
  readonly owedBefore: Owed | undefined;
  /** The delivery that will not be sent since this one comes, as it was read. */
  readonly superseded: { readonly before: Delivery; readonly after: Delivery } | undefined;
  /**
   * The newest delivery of the subject so far, where it stays: it is being sent, and goes first, or was delivered, and may be replayed in
   * this moment. The write holds only while it is as it was read.
   */
  readonly kept: Delivery | undefined;
}

/**
 * Where a new delivery comes in, after `last`, the newest one of the same subject there, if it is still on record: unless that is over
 * or being sent, the new one comes in its place, and waits for what it would have waited for.
 */
export const placeAfter = (last: Delivery | undefined, now: number) => {
  const before = last !== undefined && (last.state === 'pending' || last.state === 'waiting') ? last : undefined;
  const sending = last?.state === 'sending' ? last : undefined;
  return {
    predecessor: before?.predecessor ?? sending?.sequence ?? null,
    superseded: before === undefined ? undefined : { before, after: supersede(before, now) },
    kept: isReplayable(last) ? last : sending,
  };
};

const isReplayable = (last: Delivery | undefined): boolean => last?.kind === 'webhook' && last.state === 'delivered';

/** A delivery that nobody has tried yet. */
export const untried = {
  attempts: [],
  attempted: 0,
  failures: 0,
  sendingSince: null,
  refused: false,
  expiresAt: null,
  version: 1,
} satisfies Partial<Delivery>;

/** The delivery of an event to an endpoint that is owed it. */
export const planDelivery = (
  endpoint: Endpoint,
  event: RulingEvent,
  owedBefore: Owed | undefined,
  last: Delivery | undefined,
  now: number,
): PlannedDelivery & { readonly delivery: WebhookDelivery } => {
  const disabled = endpoint.disabledReason !== null;
  const { predecessor, superseded, kept } = placeAfter(last, now);
  return {
    delivery: {
      ...untried,
      kind: 'webhook',
      id: deliveryIdOf(endpoint.id, event.id),
      endpointId: endpoint.id,
      partnerId: endpoint.partnerId,
      eventId: event.id,
      sequence: event.sequence,
      previousSequence: endpoint.lastOwedSequence,
      supersedes: superseded?.before.kind === 'webhook' ? supersededBy(superseded.before) : [],
      rulingId: event.rulingId,
      revision: event.revision,
      arrived: false,
      predecessor,
      state: disabled ? 'waiting' : 'pending',
      nextAttemptAt: disabled ? null : new Date(now).toISOString(),
    },
    owedBefore,
    superseded,
    kept,
  };
};

/** A notice for an endpoint that is in service, instead of one that did not arrive yet. `eventId` is to be the id of its message. */
export const planNotice = (
  endpoint: Endpoint,
  { type, eventId }: { type: NoticeType; eventId: EventId },
  owedBefore: Owed | undefined,
  last: Delivery | undefined,
  now: number,
): PlannedDelivery & { readonly delivery: Notice } => {
  const { predecessor, superseded, kept } = placeAfter(last, now);
  return {
    delivery: {
      ...untried,
      kind: 'notice',
      id: deliveryIdOf(endpoint.id, eventId),
      endpointId: endpoint.id,
      partnerId: endpoint.partnerId,
      sequence: (owedBefore?.sequence ?? 0) + 1,
      eventId,
      type,
      predecessor,
      state: 'pending',
      nextAttemptAt: new Date(now).toISOString(),
    },
    owedBefore,
    superseded,
    kept,
  };
};
