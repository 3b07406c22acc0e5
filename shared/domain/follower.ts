import * as z from 'zod';
import { type Endpoint, endpointSchema } from './endpoint.ts';
import { type Topic, topicSchema } from './feed-topic.ts';
import { digitsFrom, type EndpointId, idSchema } from './ids.ts';

/**
 * An endpoint of kind `websub`: a callback that follows one feed until its lease is over. Its secret is sealed under its id. Requests
 * may be verified out of order, so it keeps when the one that made it was taken (`requestedAt`): an older one changes nothing.
 */
export const followerSchema = z.object({
  kind: z.literal('websub'),
  id: idSchema('endpoint'),
  topic: topicSchema,
  url: z.string(),
  secret: z.string().nullable(),
  leaseUntil: z.string(),
  requestedAt: z.string(),
  ratePerSecond: z.int(),
  maxInFlight: z.int(),
  /** Since when every attempt has failed. */
  failingSince: z.string().nullable(),
});
export type Follower = z.output<typeof followerSchema>;

/** An endpoint of either kind. */
export const anyEndpointSchema = z.discriminatedUnion('kind', [endpointSchema, followerSchema]);
export type AnyEndpoint = Endpoint | Follower;

/** The one follower of a topic at a callback: its id follows from both. */
export const followerIdOf = (topic: Topic, callback: string): EndpointId =>
  `ept_0${digitsFrom(`${topic}\n${callback}`, 25)}`;

/** A feed is sent whole, and its newest state says all: one exchange at a time. */
export const followerLimits = { ratePerSecond: 10, maxInFlight: 1 } as const;

/** The machine that a callback is at, as its URL names it. */
export const hostOf = ({ url }: Pick<Follower, 'url'>): string => new URL(url).hostname;

/** Anybody may ask the hub for as many callbacks as they like: so many follow a feed at one host, and in all. */
export const mostFollowers = { ofHost: 10, ofTopic: 1_000 } as const;

/** Which bound keeps one more at `host` from following a feed that has followers at `hosts`. */
export const fullBy = (hosts: readonly string[], host: string): keyof typeof mostFollowers | undefined => {
  if (hosts.filter((other) => other === host).length >= mostFollowers.ofHost) return 'ofHost';
  return hosts.length >= mostFollowers.ofTopic ? 'ofTopic' : undefined;
};

/** Three days: by then the retries of what it is owed are all but spent. */
const patienceMs = 72 * 3_600_000;

/** Whether every attempt at a follower has failed for so long that it is given up. It may ask anew. */
export const isLost = ({ failingSince }: Pick<Follower, 'failingSince'>, now: number): boolean =>
  failingSince !== null && now - Date.parse(failingSince) >= patienceMs;

export const isExpired = ({ leaseUntil }: Pick<Follower, 'leaseUntil'>, now: number): boolean =>
  Date.parse(leaseUntil) <= now;
