import { encodeTime } from 'ulid';
import * as z from 'zod';
import { type DeliveryMove, deliveryMoves, deliveryStates, mayMove } from './delivery-moves.ts';
import { type Topic, topicSchema } from './feed-topic.ts';
import { type DeliveryId, digitsFrom, type EndpointId, type EventId, idSchema, type RulingId } from './ids.ts';
import { nextDelay } from './retry.ts';

/** One exchange is over within so many ms of the moment its row became `sending`. */
export const exchangeMs = 15_000;
/** A row that has been `sending` for so long belongs to a process that died: twice the exchange, so that clocks may differ. */
export const abandonedMs = 30_000;
/** A delivery is forgotten 90 days after it was delivered or superseded. */
export const keptSeconds = 90 * 86_400;
/** Two runs of the schedule; what is older says nothing about now. */
const attemptsKept = 20;

export const attemptSchema = z.object({
  at: z.string(),
  number: z.int(),
  url: z.string(),
  status: z.int().nullable(),
  /** What went wrong before there was a status, or why a status is no success. */
  error: z.string().nullable(),
  ms: z.object({ dns: z.int(), connect: z.int(), firstByte: z.int().nullable(), total: z.int() }),
  /** The first kB of the answer. */
  answer: z.string(),
});
export type Attempt = z.output<typeof attemptSchema>;

/**
 * How far something owed to one endpoint has come. `sequence` is its place among what the endpoint is owed; `predecessor` an earlier
 * delivery of the same subject that must be over before this one is sent. `version` grows with every write: each write is conditional
 * on the version it read.
 */
const progress = {
  id: idSchema('delivery'),
  endpointId: idSchema('endpoint'),
  sequence: z.int(),
  predecessor: z.int().nullable(),
  state: z.enum(deliveryStates),
  attempts: z.array(attemptSchema),
  /** Attempts so far, also those no longer listed. */
  attempted: z.int(),
  /** Failures in this run of the retry schedule. */
  failures: z.int(),
  nextAttemptAt: z.string().nullable(),
  sendingSince: z.string().nullable(),
  /** The receiver said that it never wants this one: it waits, and nothing but a replay brings it back. */
  refused: z.boolean(),
  /** Epoch seconds, once terminal. */
  expiresAt: z.int().nullable(),
  version: z.int(),
};

/**
 * One event owed to a partner's endpoint, under the event's own sequence. `previousSequence` is what the endpoint was owed before it;
 * `supersedes` what it was owed and will not get.
 */
export const webhookDeliverySchema = z.object({
  kind: z.literal('webhook'),
  ...progress,
  partnerId: idSchema('partner'),
  eventId: idSchema('event'),
  previousSequence: z.int().nullable(),
  supersedes: z.array(z.int()),
  rulingId: idSchema('ruling'),
  revision: z.int(),
  /** It was delivered before it was replayed. */
  arrived: z.boolean(),
});
export type WebhookDelivery = z.output<typeof webhookDeliverySchema>;

/**
 * A feed owed to its follower since an event, numbered for this follower alone. `etag` is the version that it was owed for, and once
 * sent, the one that was sent.
 */
export const feedDeliverySchema = z.object({
  kind: z.literal('websub'),
  ...progress,
  topic: topicSchema,
  etag: z.string(),
  eventSequence: z.int(),
});
export type FeedDelivery = z.output<typeof feedDeliverySchema>;

/** What an endpoint is sent that is no ruling: somebody wants to see whether it works. */
export const noticeTypes = ['endpoint.test', 'endpoint.probe'] as const;
export type NoticeType = (typeof noticeTypes)[number];

/** A notice owed to a partner's endpoint, numbered among its notices alone. `eventId` is the id of its message, which no log has. */
export const noticeSchema = z.object({
  kind: z.literal('notice'),
  ...progress,
  partnerId: idSchema('partner'),
  eventId: idSchema('event'),
  type: z.enum(noticeTypes),
});
export type Notice = z.output<typeof noticeSchema>;

export const deliverySchema = z.discriminatedUnion('kind', [webhookDeliverySchema, feedDeliverySchema, noticeSchema]);
export type Delivery = z.output<typeof deliverySchema>;

/** Where a delivery is found: notices are numbered apart from events. */
export type Place = Pick<Delivery, 'kind' | 'endpointId' | 'sequence'>;

/** What is ordered and superseded: of one subject an endpoint is sent one delivery at a time, the newest one there is. */
export type Subject = RulingId | Topic | 'notices';
export const subjectOf = (delivery: Delivery): Subject => {
  if (delivery.kind === 'notice') return 'notices';
  return delivery.kind === 'webhook' ? delivery.rulingId : delivery.topic;
};

/** When somebody must look at a delivery again; `undefined` when nothing is to be done. A row left `sending` is due once it is abandoned. */
export const dueAt = ({ state, nextAttemptAt, sendingSince }: Delivery): string | undefined => {
  if (state === 'pending') return nextAttemptAt ?? undefined;
  return state === 'sending' && sendingSince !== null ? iso(Date.parse(sendingSince) + abandonedMs) : undefined;
};

/** The id of the delivery of an event to an endpoint: the event's time, and 80 bits that follow from both. */
export const deliveryIdOf = (endpointId: EndpointId, eventId: EventId): DeliveryId =>
  `dlv_${eventId.slice(4, 14)}${digitsFrom(`${endpointId}#${eventId}`, 16)}`;

/** The same for a feed that is owed to a follower since `now`. */
export const feedDeliveryIdOf = (endpointId: EndpointId, sequence: number, now: number): DeliveryId =>
  `dlv_${encodeTime(now, 10)}${digitsFrom(`${endpointId}#${sequence}`, 16)}`;

/** Goes to `sending`. Throws, as every move here does, when the state does not allow it: the caller looked at the state. */
export const begin = <Owed extends Delivery>(delivery: Owed, now: number): Owed =>
  move(delivery, 'begin', { sendingSince: iso(now), nextAttemptAt: null });

export const delivered = <Owed extends Delivery>(delivery: Owed, attempt: Attempt, now: number): Owed =>
  alreadyThere(withAttempt(delivery, attempt), now);

/** Over without an attempt: its endpoint has got what would be sent. */
export const alreadyThere = <Owed extends Delivery>(delivery: Owed, now: number): Owed =>
  move(delivery, 'arrive', { ...settled, failures: 0, expiresAt: expiry(now) });

/** Why a failed attempt is not repeated: its endpoint is out of service, or the receiver never wants this delivery. */
export type Stop = 'disabled' | 'refused';

/**
 * After a failed attempt: tried again by the schedule, or waiting when the schedule is exhausted or the partner wants no more. Our own
 * death in the middle is no failure of the partner's, unless it keeps happening: a message may be what kills us.
 */
export const failed = <Owed extends Delivery>(
  delivery: Owed,
  attempt: Attempt,
  { now, random, retryAfter, stop }: { now: number; random: number; retryAfter: number; stop: Stop | undefined },
): Owed => {
  const tried = withAttempt(delivery, attempt);
  const failures = delivery.failures + (isOurs(attempt, tried.attempts) ? 0 : 1);
  const scheduled = attempt.error === 'not-sent' ? unsentMs : nextDelay(failures, random, retryAfter);
  const delay = stop === undefined ? scheduled : undefined;
  const next = { ...tried, failures, refused: stop === 'refused' };
  return delay === undefined
    ? move(next, 'exhaust', settled)
    : move(next, 'fail', { ...settled, nextAttemptAt: iso(now + delay) });
};

/** A message that we cannot make is tried again so much later, until somebody has mended what is wrong with us. */
const unsentMs = 300_000;

/** Whether an attempt, the last of these, could not be made by us, or was cut short by our death, and that not for the fifth time in a row. */
const isOurs = (attempt: Attempt, attempts: readonly Attempt[]): boolean =>
  attempt.error === 'not-sent' || (isInterrupted(attempt) && attempts.slice(-5).filter(isInterrupted).length < 5);

/**
 * Whether the schedule of a delivery that waits has run out while its endpoint failed all along, as far as `failingSince` tells: it is set
 * when the first of these attempts was over.
 */
export const ranOut = ({ state, failures, attempts }: Delivery, failingSince: string | null): boolean => {
  const second = attempts.at(1 - failures)?.at;
  return state === 'waiting' && failures > 1 && failingSince !== null && second !== undefined && failingSince <= second;
};

const isInterrupted = ({ error }: Attempt): boolean => error === 'interrupted';

/** Not sent while its endpoint is disabled. */
export const park = <Owed extends Delivery>(delivery: Owed): Owed => move(delivery, 'park', settled);

/** Its endpoint answers again after an outage: its next attempt comes at `at` (ms), and counts as it would have later. */
export const bringForward = <Owed extends Delivery>(delivery: Owed, at: number): Owed =>
  move(delivery, 'resume', { nextAttemptAt: iso(at) });

/** Its endpoint is back in service: due at `at` (ms), as if it had not been tried. */
export const resume = <Owed extends Delivery>(delivery: Owed, at: number): Owed =>
  move(delivery, 'resume', { nextAttemptAt: iso(at), failures: 0 });

/** Sent once more since the partner asks for it, whatever became of it. */
export const replay = (delivery: WebhookDelivery, now: number): WebhookDelivery => ({
  ...move(delivery, 'replay', { nextAttemptAt: iso(now), failures: 0, expiresAt: null, refused: false }),
  arrived: delivery.arrived || delivery.state === 'delivered',
});

/** Will never be sent: a newer one of its subject is owed, or its endpoint is gone. */
export const supersede = <Owed extends Delivery>(delivery: Owed, now: number): Owed =>
  move(delivery, 'supersede', { ...settled, expiresAt: expiry(now) });

/** As `supersede`, for an attempt that failed while a newer one of the subject was owed already. */
export const supersedeFailed = <Owed extends Delivery>(delivery: Owed, attempt: Attempt, now: number): Owed =>
  supersede(withAttempt(delivery, attempt), now);

/** A delivery that also stands for what an older one of its subject would have said. A feed says all by itself. */
export const standInFor = <Owed extends Delivery>(newer: Owed, older: Delivery): Owed => ({
  ...newer,
  ...(newer.kind === 'webhook' && older.kind === 'webhook'
    ? { supersedes: supersededBy(older, newer.supersedes) }
    : {}),
  version: newer.version + 1,
});

/** What a delivery supersedes that comes instead of `older`: it, unless it is there already, and all that it superseded, in order. */
export const supersededBy = (older: WebhookDelivery, known: readonly number[] = []): number[] =>
  [...new Set([...known, ...older.supersedes, ...(older.arrived ? [] : [older.sequence])])].sort((a, b) => a - b);

const settled = { sendingSince: null, nextAttemptAt: null };

const withAttempt = <Owed extends Delivery>(delivery: Owed, attempt: Attempt): Owed => ({
  ...delivery,
  attempts: [...delivery.attempts, attempt].slice(-attemptsKept),
  attempted: attempt.number,
});

type Changes = Partial<Pick<Delivery, 'nextAttemptAt' | 'sendingSince' | 'failures' | 'expiresAt' | 'refused'>>;

const move = <Owed extends Delivery>(delivery: Owed, name: DeliveryMove, changes: Changes): Owed => {
  if (!mayMove(delivery, name)) throw new Error(`a delivery that is ${delivery.state} cannot ${name}`);
  return { ...delivery, ...changes, state: deliveryMoves[name].to, version: delivery.version + 1 };
};

const iso = (time: number): string => new Date(time).toISOString();
const expiry = (now: number): number => Math.floor(now / 1000) + keptSeconds;
