import * as z from 'zod';
import type { Delivery } from './delivery.ts';
import { eventMessageSchema } from './event.ts';
import type { AnyEndpoint } from './follower.ts';
import { type EndpointId, idSchema } from './ids.ts';

/** "This endpoint has work": all that a message of the queues `deliveries` and `follower-deliveries` says. */
export const deliverMessageSchema = z.object({ endpointId: idSchema('endpoint') });
export type DeliverMessage = z.output<typeof deliverMessageSchema>;

/** What wakes the planner: an event that the relay published, or the Timetable's word that there is more to do. */
export const planMessageSchema = z.union([eventMessageSchema, z.object({ wake: z.literal('planning') })]);
export type PlanMessage = z.output<typeof planMessageSchema>;

/** The endpoint that a message speaks of: many messages for one are as good as one. */
export const endpointIn = (message: unknown): EndpointId | undefined =>
  deliverMessageSchema.safeParse(message).data?.endpointId;

const bucketMs = 10_000;
const bucketEnd = (time: number): string => new Date(Math.ceil(time / bucketMs) * bucketMs).toISOString();

/** Followers, whom anybody may make, have a queue of their own: slow ones hold up no correction to a partner. */
const queueOf = { webhook: 'deliveries', websub: 'follower-deliveries' } as const;
export type EndpointKind = AnyEndpoint['kind'];

/** An endpoint as far as it must be known to be woken; the kind of one that is gone is that of the queue that spoke of it. */
export interface Woken {
  readonly kind: EndpointKind;
  readonly id: EndpointId;
}

/** Whom a delivery is owed to. */
export const endpointOf = ({ kind, endpointId }: Pick<Delivery, 'kind' | 'endpointId'>): Woken => ({
  kind: kind === 'websub' ? 'websub' : 'webhook',
  id: endpointId,
});

/**
 * The Timetable's word that an endpoint has work at `time` (ms), to be written with the state that needs it. Many such words for one
 * endpoint within 10 s are one row, at their end. `because` makes each body its own: a sweep that read the row before it was written
 * anew must not take the new one away.
 */
export const wakeAt = ({ kind, id }: Woken, time: number, because: string) => ({
  at: bucketEnd(time),
  kind: 'deliver',
  id,
  queue: queueOf[kind],
  body: JSON.stringify({ endpointId: id, because } satisfies DeliverMessage & { because: string }),
});

/**
 * Whoever plans deliveries sends the messages as well, and again should it die in between. The Timetable speaks up only if one was lost:
 * at once, it would wake every endpoint of a long queue a second time.
 */
const plannedGraceMs = 60_000;

/** The word that a pending delivery leaves for when it is to be sent; none while it waits for its endpoint. */
export const wakeOf = (row: Pick<Delivery, 'kind' | 'endpointId' | 'sequence' | 'attempted' | 'nextAttemptAt'>) => {
  const { kind, sequence, attempted, nextAttemptAt } = row;
  if (nextAttemptAt === null) return undefined;
  const time = Date.parse(nextAttemptAt) + (attempted === 0 ? plannedGraceMs : 0);
  return wakeAt(endpointOf(row), time, `${kind} ${sequence}.${attempted}`);
};

/** Due work for when a lease on an endpoint has run out, should its holder die; taken away when the lease is given back. */
export const endpointGuard = (endpoint: Woken) => (time: number, token: string) => ({
  ...wakeAt(endpoint, time, token),
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
