import { createHash } from 'node:crypto';
import * as z from 'zod';
import { type DeliveryId, type EndpointId, type EventId, idSchema } from './ids.ts';
import { nextDelay } from './retry.ts';

export const deliveryStates = ['pending', 'sending', 'delivered', 'waiting', 'superseded'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** Where a delivery may go from each state. `waiting` is not terminal: what is owed waits for the endpoint to be enabled. */
const moves: Readonly<Record<DeliveryState, readonly DeliveryState[]>> = {
  pending: ['sending', 'waiting', 'superseded'],
  sending: ['delivered', 'pending', 'waiting', 'superseded'],
  waiting: ['pending', 'superseded'],
  delivered: [],
  superseded: [],
};

/** One exchange is over within so many ms of the moment its row became `sending`. */
export const exchangeMs = 15_000;
/** A row that has been `sending` for so long belongs to a process that died: twice the exchange, so that clocks may differ. */
export const abandonedMs = 30_000;
/** A delivery is forgotten 90 days after it was delivered or superseded. */
const keptSeconds = 90 * 86_400;
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
 * One event owed to one endpoint. `previousSequence` is what the endpoint was owed before it; `supersedes` what it was owed and will
 * not get; `predecessor` the delivery of an earlier revision that must be over before this one is sent. `version` grows with every
 * write: each write is conditional on the version it read.
 */
export const deliverySchema = z.object({
  id: idSchema('delivery'),
  endpointId: idSchema('endpoint'),
  partnerId: idSchema('partner'),
  eventId: idSchema('event'),
  sequence: z.int(),
  previousSequence: z.int().nullable(),
  supersedes: z.array(z.int()),
  rulingId: idSchema('ruling'),
  revision: z.int(),
  predecessor: z.int().nullable(),
  state: z.enum(deliveryStates),
  attempts: z.array(attemptSchema),
  /** Attempts so far, also those no longer listed. */
  attempted: z.int(),
  /** Failures in this run of the retry schedule. */
  failures: z.int(),
  nextAttemptAt: z.string().nullable(),
  sendingSince: z.string().nullable(),
  /** Epoch seconds, once terminal. */
  expiresAt: z.int().nullable(),
  version: z.int(),
});
export type Delivery = z.output<typeof deliverySchema>;

/** When somebody must look at a delivery again; `undefined` when nothing is to be done. A row left `sending` is due once it is abandoned. */
export const dueAt = ({ state, nextAttemptAt, sendingSince }: Delivery): string | undefined => {
  if (state === 'pending') return nextAttemptAt ?? undefined;
  return state === 'sending' && sendingSince !== null ? iso(Date.parse(sendingSince) + abandonedMs) : undefined;
};

/** The id of the delivery of an event to an endpoint: the event's time, and 80 bits that follow from both. */
export const deliveryIdOf = (endpointId: EndpointId, eventId: EventId): DeliveryId => {
  const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  const hash = createHash('sha256').update(`${endpointId}#${eventId}`).digest();
  const tail = Array.from(hash.subarray(0, 16), (byte) => digits[byte % 32]).join('');
  return `dlv_${eventId.slice(4, 14)}${tail}`;
};

/** Goes to `sending`. Throws, as every move here does, when the state does not allow it: the caller looked at the state. */
export const begin = (delivery: Delivery, now: number): Delivery =>
  move(delivery, 'sending', { sendingSince: iso(now), nextAttemptAt: null });

export const delivered = (delivery: Delivery, attempt: Attempt, now: number): Delivery =>
  move(withAttempt(delivery, attempt), 'delivered', { ...settled, failures: 0, expiresAt: expiry(now) });

/**
 * After a failed attempt: tried again by the schedule, or waiting when the schedule is exhausted or the partner wants no more. Our own
 * death in the middle is no failure of the partner's, unless it keeps happening: a message may be what kills us.
 */
export const failed = (
  delivery: Delivery,
  attempt: Attempt,
  { now, random, retryAfter, stop }: { now: number; random: number; retryAfter: number; stop: boolean },
): Delivery => {
  const tried = withAttempt(delivery, attempt);
  const failures = delivery.failures + (isOurs(tried.attempts) ? 0 : 1);
  const delay = stop ? undefined : nextDelay(failures, random, retryAfter);
  const next = { ...tried, failures };
  return delay === undefined
    ? move(next, 'waiting', settled)
    : move(next, 'pending', { ...settled, nextAttemptAt: iso(now + delay) });
};

/** Whether the last attempt was cut short by our death, and not for the fifth time in a row. */
const isOurs = (attempts: readonly Attempt[]): boolean => {
  const last = attempts.slice(-5);
  const cut = last.filter(({ error }) => error === 'interrupted').length;
  return last.at(-1)?.error === 'interrupted' && cut < 5;
};

/** Not sent while its endpoint is disabled. */
export const park = (delivery: Delivery): Delivery => move(delivery, 'waiting', settled);

/** Will never be sent: a newer event of its ruling is owed, or its endpoint is gone. */
export const supersede = (delivery: Delivery, now: number): Delivery =>
  move(delivery, 'superseded', { ...settled, expiresAt: expiry(now) });

/** As `supersede`, for an attempt that failed while a newer event of the ruling was owed already. */
export const supersedeFailed = (delivery: Delivery, attempt: Attempt, now: number): Delivery =>
  supersede(withAttempt(delivery, attempt), now);

/** A delivery that also stands for what an older one of its ruling would have said. */
export const standInFor = (newer: Delivery, older: Delivery): Delivery => ({
  ...newer,
  supersedes: supersededBy(older, newer.supersedes),
  version: newer.version + 1,
});

/** What a delivery supersedes that comes instead of `older`: it, and all that it superseded, in order. */
export const supersededBy = (older: Delivery, known: readonly number[] = []): number[] =>
  [...new Set([...known, ...older.supersedes, older.sequence])].sort((a, b) => a - b);

const settled = { sendingSince: null, nextAttemptAt: null };

const withAttempt = (delivery: Delivery, attempt: Attempt): Delivery => ({
  ...delivery,
  attempts: [...delivery.attempts, attempt].slice(-attemptsKept),
  attempted: attempt.number,
});

const move = (delivery: Delivery, state: DeliveryState, changes: Partial<Delivery>): Delivery => {
  if (!moves[delivery.state].includes(state))
    throw new Error(`a delivery cannot go from ${delivery.state} to ${state}`);
  return { ...delivery, ...changes, state, version: delivery.version + 1 };
};

const iso = (time: number): string => new Date(time).toISOString();
const expiry = (now: number): number => Math.floor(now / 1000) + keptSeconds;
