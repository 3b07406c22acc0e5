import { placeOf, topicUrl } from '../domain/feed-topic.ts';
import { fullBy, hostOf, isExpired, mostFollowers } from '../domain/follower.ts';
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
  readonly followers: Pick<FollowerStore, 'follow' | 'unfollow' | 'inFolder'>;
  readonly files: Pick<FeedFiles, 'head'>;
  readonly callbacks: CallbackAsker;
  readonly requests: Queue<HubMessage>;
  readonly newsroom: Pick<Newsroom, 'baseUrl'>;
  readonly clock: Clock;
  readonly random: Randomness;
  readonly log: Log;
}

/** A callback has so long to answer; who takes longer is asked again later, and holds up no others. */
const patienceMs = 5_000;
/** Of entries, which are small: a full folder is read in a few calls. */
const entriesAtOnce = 1_000;

/**
 * Asks a callback whether it wants what somebody asked the hub for, and does that only if it says so. Nothing changes before, so who
 * dies on the way, or gets the message twice, asks once more; a request that comes late changes nothing that was asked for after it.
 */
export const verifyFollower =
  (deps: VerifyDeps) =>
  async (request: HubMessage): Promise<void> => {
    const { mode } = request;
    const reason = mode === 'subscribe' ? await whyNot(deps, request) : undefined;
    if (reason !== undefined) return deny(deps, request, reason);
    const challenge = makeChallenge(deps.random);
    const lease = mode === 'subscribe' ? { 'hub.lease_seconds': String(request.leaseSeconds) } : {};
    const answer = await ask(deps, request, { 'hub.mode': mode, 'hub.challenge': challenge, ...lease });
    const verdict = verdictOf(answer, challenge);
    if (verdict === 'unreachable') return tryLater(deps, request);
    if (verdict === 'refused') return notVerified(deps, request, verdict);
    const counts = await (mode === 'subscribe' ? follow(deps, request) : unfollow(deps, request));
    deps.log.info('FOLLOWER_VERIFIED', { endpointId: request.id, mode, counts });
  };

const reasons = {
  ofHost: `this feed has ${mostFollowers.ofHost} followers at this host`,
  ofTopic: `this feed has ${mostFollowers.ofTopic} followers`,
};

/** What keeps a callback from following, if anything does. Who follows already may go on, however many there are. */
const whyNot = async (deps: VerifyDeps, request: HubMessage): Promise<string | undefined> => {
  const { id, topic } = request;
  if ((await deps.files.head(topic)).standing === undefined) return 'there is no such feed';
  const now = deps.clock.now();
  const hosts: string[] = [];
  for await (const page of deps.followers.inFolder(placeOf(topic).folder, entriesAtOnce)) {
    const live = page.filter((follower) => follower.topic === topic && !isExpired(follower, now));
    if (live.some((follower) => follower.id === id)) return undefined;
    hosts.push(...live.map(({ host }) => host));
  }
  const full = fullBy(hosts, hostOf(request));
  if (full === undefined) return undefined;
  deps.log.warn('FOLLOWERS_FULL', { endpointId: id, topic, full });
  return reasons[full];
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

/** WebSub, 5.2: a callback is told that it does not follow, and why. What it answers to that makes no difference. */
const deny = async (deps: VerifyDeps, request: HubMessage, reason: string): Promise<void> => {
  const answer = await ask(deps, request, { 'hub.mode': 'denied', 'hub.reason': reason });
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
