import * as z from 'zod';
import { wakeAt } from './delivery-messages.ts';
import { type Follower, followerLimits, followerSchema } from './follower.ts';
import { hubModes } from './hub-request.ts';

/** A request that the hub has taken, and that waits to be verified. `tries` counts how often its callback could not be reached. */
export const hubMessageSchema = z.object({
  ...followerSchema.pick({ id: true, topic: true, url: true, secret: true, requestedAt: true }).shape,
  mode: z.enum(hubModes),
  leaseSeconds: z.int(),
  tries: z.int(),
});
export type HubMessage = z.output<typeof hubMessageSchema>;

/** The follower that comes of a request whose callback confirmed it at `now`. */
export const followerOf = (
  { id, topic, url, secret, requestedAt, leaseSeconds }: HubMessage,
  now: number,
): Follower => ({
  kind: 'websub',
  id,
  topic,
  url,
  secret,
  requestedAt,
  leaseUntil: new Date(now + leaseSeconds * 1000).toISOString(),
  ...followerLimits,
  failingSince: null,
});

/** A look at a follower whose lease is over, or that is no more, which drops what it is still owed. */
export const farewellAt = ({ id, requestedAt }: Pick<Follower, 'id' | 'requestedAt'>, time: number) =>
  wakeAt({ kind: 'websub', id }, time, `until ${requestedAt}`);
