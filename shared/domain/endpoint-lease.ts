import * as z from 'zod';
import type { Endpoint } from './endpoint.ts';
import { type Exchange, isSuccess, tookPlace } from './exchange.ts';
import { fullPace, isTooMuch, quickened, slowed, slowestPace } from './pace.ts';
import { retryAfter } from './retry.ts';

/** What an endpoint's lease remembers from one run to the next; times are ms since 1970. */
export const endpointLeaseSchema = z.object({
  tokens: z.number(),
  at: z.number(),
  /** For when a delayed message is under way. */
  alarmAt: z.number().nullable(),
  pace: z.number(),
  /** The receiver asked for nothing before this. */
  holdUntil: z.number(),
  /** When the last exchange ended; 0 before the first. */
  exchangedAt: z.number(),
  /** The endpoint's `resumedAt` and `recoveredAt` for which everything that waited was brought back. */
  resumedFor: z.string().nullable(),
  recoveredFor: z.string().nullable(),
});
export type EndpointLease = z.output<typeof endpointLeaseSchema>;

export const freshLease: EndpointLease = {
  tokens: 0,
  at: 0,
  alarmAt: null,
  pace: fullPace,
  holdUntil: 0,
  exchangedAt: 0,
  resumedFor: null,
  recoveredFor: null,
};

/** What is to be remembered once an exchange ended: an answer that asks for patience asks it for the endpoint, not for one message. */
export const heard = (lease: EndpointLease, exchange: Exchange, now: number): EndpointLease => {
  if (!tookPlace(exchange)) return lease;
  const { status, retryAfter: header } = exchange;
  const wait = status === null ? 0 : retryAfter(status, header, now);
  const kept = { ...lease, exchangedAt: now, holdUntil: Math.max(lease.holdUntil, wait > 0 ? now + wait : 0) };
  if (isTooMuch(status)) return { ...kept, pace: slowed(lease.pace) };
  return isSuccess(exchange) ? { ...kept, pace: quickened(lease.pace) } : kept;
};

/** For an endpoint that is back in service: whoever brought it back wants to be sent to now, and gently. */
export const resumed = (
  lease: EndpointLease,
  { resumedAt, recoveredAt }: Pick<Endpoint, 'resumedAt' | 'recoveredAt'>,
  now: number,
): EndpointLease => ({
  ...lease,
  tokens: 0,
  at: now,
  pace: slowestPace,
  holdUntil: 0,
  resumedFor: resumedAt,
  recoveredFor: recoveredAt,
});
