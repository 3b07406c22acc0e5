import * as z from 'zod';
import { eventMessageSchema } from './event.ts';
import { type EndpointId, idSchema } from './ids.ts';

/** "This endpoint has work": all that a message of the queue `deliveries` says. */
export const deliverMessageSchema = z.object({ endpointId: idSchema('endpoint') });
export type DeliverMessage = z.output<typeof deliverMessageSchema>;

/** What wakes the planner: an event that the relay published, or the Timetable's word that there is more to do. */
export const planMessageSchema = z.union([eventMessageSchema, z.object({ wake: z.literal('planning') })]);
export type PlanMessage = z.output<typeof planMessageSchema>;

const bucketMs = 10_000;
const bucketEnd = (time: number): string => new Date(Math.ceil(time / bucketMs) * bucketMs).toISOString();

/**
 * The Timetable's word that an endpoint has work at `time` (ms), to be written with the state that needs it. Many such words for one
 * endpoint within 10 s are one row, at their end. `because` makes each body its own: a sweep that read the row before it was written
 * anew must not take the new one away.
 */
export const wakeAt = (endpointId: EndpointId, time: number, because: string) => ({
  at: bucketEnd(time),
  kind: 'deliver',
  id: endpointId,
  queue: 'deliveries' as const,
  body: JSON.stringify({ endpointId, because } satisfies DeliverMessage & { because: string }),
});

/** Due work for when a lease on an endpoint has run out, should its holder die; taken away when the lease is given back. */
export const endpointGuard = (endpointId: EndpointId) => (time: number, token: string) => ({
  ...wakeAt(endpointId, time, token),
  kind: 'deliver-guard',
});

/** The same for the planner. */
export const planningGuard = (time: number, token: string) => ({
  at: bucketEnd(time),
  kind: 'planning-guard',
  id: 'planning',
  queue: 'delivery-plans' as const,
  body: JSON.stringify({ wake: 'planning', because: token } satisfies PlanMessage & { because: string }),
});
