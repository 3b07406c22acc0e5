import { topicUrl } from '../domain/feed-topic.ts';
import { farewellAt, followerOf, type HubMessage } from '../domain/hub-messages.ts';
import type { Newsroom } from '../domain/newsroom.ts';
import { askedAt, makeChallenge, nextTryAfter, type Verdict, verdictOf } from '../domain/verification.ts';
import type { CallbackAnswer, CallbackAsker } from '../ports/callback-asker.ts';
import type { Clock } from '../ports/clock.ts';
import type { FeedFiles } from '../ports/feed-files.ts';
import type { FollowerStore } from '../ports/follower-store.ts';
import type { Log } from '../ports/log.ts';
import type { Queue } from '../ports/queue.ts';
import type { Randomness } from '../ports/randomness.ts';

export interface VerifyDeps {
  readonly followers: Pick<FollowerStore, 'follow' | 'unfollow'>;
  readonly files: Pick<FeedFiles, 'head'>;
  readonly callbacks: CallbackAsker;
  readonly requests: Queue<HubMessage>;
  readonly newsroom: Pick<Newsroom, 'baseUrl'>;
  readonly clock: Clock;
  readonly random: Randomness;
  readonly log: Log;
}

/** A callback has so long to answer, which leaves a function's time for the writes. */
const patienceMs = 10_000;

/**
 * Asks a callback whether it wants what somebody asked the hub for, and does that only if it says so. Nothing changes before, so who
 * dies on the way, or gets the message twice, asks once more; a request that comes late changes nothing that was asked for after it.
 */
export const verifyFollower =
  (deps: VerifyDeps) =>
  async (request: HubMessage): Promise<void> => {
    const { mode, topic } = request;
    const standing = mode === 'unsubscribe' || (await deps.files.head(topic)).standing !== undefined;
    if (!standing) return deny(deps, request);
    const challenge = makeChallenge(deps.random);
    const lease = mode === 'subscribe' ? { 'hub.lease_seconds': String(request.leaseSeconds) } : {};
    const answer = await ask(deps, request, { 'hub.mode': mode, 'hub.challenge': challenge, ...lease });
    const verdict = verdictOf(answer, challenge);
    if (verdict === 'unreachable') return tryLater(deps, request);
    if (verdict === 'refused') return notVerified(deps, request, verdict);
    const counts = await (mode === 'subscribe' ? follow(deps, request) : unfollow(deps, request));
    deps.log.info('FOLLOWER_VERIFIED', { endpointId: request.id, mode, counts });
  };

/** Our question at the callback, with the topic that it is about. */
const ask = (
  { callbacks, clock, newsroom }: VerifyDeps,
  { url, topic }: HubMessage,
  parameters: Readonly<Record<string, string>>,
): Promise<CallbackAnswer> =>
  callbacks.get({
    url: askedAt(url, { ...parameters, 'hub.topic': topicUrl(newsroom.baseUrl, topic) }),
    deadline: clock.now() + patienceMs,
  });

const follow = ({ followers, clock }: VerifyDeps, request: HubMessage): Promise<boolean> => {
  const follower = followerOf(request, clock.now());
  return followers.follow(follower, farewellAt(follower, Date.parse(follower.leaseUntil)));
};

const unfollow = ({ followers, clock }: VerifyDeps, request: HubMessage): Promise<boolean> =>
  followers.unfollow(request, farewellAt(request, clock.now()));

/** There is no such feed (any more): WebSub, 5.2. What the callback answers to that makes no difference. */
const deny = async (deps: VerifyDeps, request: HubMessage): Promise<void> => {
  const answer = await ask(deps, request, { 'hub.mode': 'denied', 'hub.reason': 'there is no such feed' });
  if (verdictOf(answer, '') === 'unreachable') return tryLater(deps, request);
  notVerified(deps, request, 'denied');
};

const tryLater = async (deps: VerifyDeps, request: HubMessage): Promise<void> => {
  const wait = nextTryAfter(request.tries);
  if (wait === undefined) return notVerified(deps, request, 'unreachable');
  await deps.requests.send([{ ...request, tries: request.tries + 1 }], wait);
};

const notVerified = ({ log }: VerifyDeps, { id, mode }: HubMessage, because: Verdict | 'denied'): void =>
  log.info('FOLLOWER_NOT_VERIFIED', { endpointId: id, mode, because });
