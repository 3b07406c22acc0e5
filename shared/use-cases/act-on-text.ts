import { endedSince, evidence, firstPause, hadConsented, wantedSince } from '../domain/consent-history.ts';
import type { Inbound } from '../domain/inbound-text.ts';
import type { Phone } from '../domain/phone.ts';
import type { Preferences, Subscriber } from '../domain/subscriber.ts';
import type { CountedReply, InboundLog, InboundText } from '../ports/inbound-log.ts';
import { type AskedChange, type ChangeDeps, changeAsAsked } from './change-by-text.ts';
import { type ConfirmDeps, confirmSubscriber } from './confirm-subscriber.ts';
import { makeActive } from './make-active.ts';
import type { OptOutDeps } from './opt-out-by-text.ts';
import { returnForTopics } from './return-for-topics.ts';

export interface ActDeps extends ConfirmDeps {
  readonly subscribers: ConfirmDeps['subscribers'] & OptOutDeps['subscribers'] & ChangeDeps['subscribers'];
  readonly signUps: ConfirmDeps['signUps'] & OptOutDeps['signUps'];
  readonly inbound: Pick<InboundLog, 'countReply'>;
  /** The answer to a claim, where there is one. */
  readonly answerClaim: (subscriber: Subscriber, claim: string) => Promise<string | undefined>;
}

/** A text that was written down: `row.at` is when it first came, `again` that it was there already. */
export interface TextTaken {
  readonly heard: Inbound;
  readonly phone: Phone;
  readonly words: string;
  readonly row: InboundText;
  readonly again: boolean;
  /** All topics that there are, where the text is about topics. */
  readonly topics: readonly string[];
}

/** What is answered, in no language yet; undefined is nothing. `profile` is who they are now. */
export type Reply =
  | { readonly kind: 'stopped' | 'held' | 'welcome' | 'resumed' | 'already' | 'start-needed' | 'help' }
  | { readonly kind: 'not-subscribed' | 'no-match' | 'too-many' | 'paused' | 'unknown-topic' }
  | { readonly kind: 'status'; readonly profile: Subscriber }
  | { readonly kind: 'changed'; readonly to: Preferences; readonly what: AskedChange['kind'] }
  | { readonly kind: 'claim'; readonly text: string };

/**
 * A robot that answers answers gets no more of them a day. What it asks for is done all the same; opt-outs, HELP and a first welcome are
 * always answered.
 */
const mostReplies = 20;

/** Does what a text asks for, which is no opt-out. The same text again, late and after others, does nothing that they have overtaken. */
export const actOnText =
  (deps: ActDeps) =>
  async (taken: TextTaken): Promise<Reply | undefined> => {
    const { heard } = taken;
    if (heard.kind === 'unclear') return hold(deps, taken);
    if (heard.kind === 'join' || heard.kind === 'start') return join(deps, taken, heard.kind);
    const profile = await wake(deps, taken);
    // carriers want HELP answered, whoever asks and however often
    if (heard.kind === 'help') return { kind: 'help' };
    if (heard.kind === 'other') return undefined;
    if (profile && heard.kind === 'topics' && heard.mode === 'only') {
      const back = await returnForTopics(deps)(profile, heard, taken.row);
      if (back?.kind === 'overtaken') return undefined;
      if (back?.kind === 'start-needed') return limited(deps, taken, { kind: 'start-needed' });
      if (back) return limited(deps, taken, { kind: 'changed', to: back.to, what: 'topics' });
    }
    if (!profile || profile.status === 'suppressed') return onceADay(deps, taken);
    if (heard.kind === 'frequency' || heard.kind === 'topics') {
      const to = await changeAsAsked(deps)(profile, heard, taken.row, taken.topics);
      const reply: Reply = typeof to === 'string' ? { kind: to } : { kind: 'changed', to, what: heard.kind };
      return limited(deps, taken, reply);
    }
    const replies = await countReply(deps, taken, 'reply');
    if (replies > mostReplies) return tooMany(replies);
    if (heard.kind === 'status') return { kind: 'status', profile };
    if (heard.kind === 'unknown-topic') return { kind: 'unknown-topic' };
    if (profile.status !== 'active') return { kind: 'paused' };
    const text = await deps.answerClaim(profile, taken.words);
    return text === undefined ? { kind: 'no-match' } : { kind: 'claim', text };
  };

/**
 * It may be an opt-out: nothing more is sent until a person has read it. The evidence is first: whoever makes them active at the same time
 * sees it there and undoes that. Answered is the text that held them back, and none that follows it.
 */
const hold = async ({ subscribers }: ActDeps, { row, again }: TextTaken): Promise<Reply | undefined> => {
  const { hash, at, sid, body: said, resolvedAs } = row;
  const rows = again ? await subscribers.evidenceOf(hash) : [];
  const before = rows.find((known) => known.sid === sid && known.kind === 'paused');
  const answer = before && firstPause(rows)?.sid === sid ? ({ kind: 'held' } as const) : undefined;
  if (resolvedAs !== null || wantedSince(rows, at)) return answer;
  const profile = await subscribers.find(hash);
  if (!profile || profile.status === 'suppressed') return undefined;
  const waiting = { status: 'paused', reason: 'unclear-reply' } as const;
  await subscribers.witness(before ?? evidence({ hash, at, kind: 'paused', by: 'text', sid, said }));
  return (await subscribers.move(hash, ['active', 'dormant'], waiting, at)) ? { kind: 'held' } : answer;
};

const join = async (deps: ActDeps, taken: TextTaken, keyword: 'join' | 'start'): Promise<Reply | undefined> => {
  const { phone, words, row } = taken;
  const { hash, at, sid, body: said } = row;
  // UNIRME, and not JOIN
  const language = /unir/i.test(words) ? 'es' : 'en';
  const joined = await confirmSubscriber(deps)({ hash, phone, at, sid, said, keyword, language });
  if (joined === 'overtaken') return undefined;
  if (joined === 'unknown') return onceADay(deps, taken);
  return limited(deps, taken, { kind: joined });
};

/**
 * Who they are, once the text has shown that a phone is there: out of reach or no number at all, as carriers said, it is not. Who left is
 * not woken; nor is a number that was given back, since it may be somebody else who texts.
 */
const wake = async (deps: ActDeps, { row }: TextTaken): Promise<Subscriber | undefined> => {
  const { hash, at, sid, body: said } = row;
  const profile = await deps.subscribers.find(hash);
  const isMisjudged = profile?.reason === 'invalid-number' || profile?.reason === 'blocked';
  if (!profile || !(profile.status === 'dormant' || (profile.status === 'suppressed' && isMisjudged))) return profile;
  if (endedSince(await deps.subscribers.evidenceOf(hash), at)) return profile;
  const kind = profile.status === 'dormant' ? 'resumed' : 'returned';
  await makeActive(deps)(profile.status, evidence({ hash, at, kind, by: 'text', sid, said }));
  return deps.subscribers.find(hash);
};

/** Whoever is not subscribed is told so, once a day. */
const onceADay = async (deps: ActDeps, taken: TextTaken): Promise<Reply | undefined> =>
  (await countReply(deps, taken, 'stranger')) === 1 ? { kind: 'not-subscribed' } : undefined;

/** The answer to what was done, as long as they have not had too many. */
const limited = async (deps: ActDeps, taken: TextTaken, reply: Reply): Promise<Reply | undefined> => {
  const replies = await countReply(deps, taken, 'reply');
  if (replies <= mostReplies) return reply;
  const { hash, sid } = taken.row;
  const isFirst = reply.kind === 'welcome' && !hadConsented(await deps.subscribers.evidenceOf(hash), sid);
  return isFirst ? reply : tooMany(replies);
};

const tooMany = (replies: number): Reply | undefined =>
  replies === mostReplies + 1 ? { kind: 'too-many' } : undefined;

/** Replies to that phone on that day, this one included. A text that comes again has been counted, unless its process died before. */
const countReply = async ({ inbound }: ActDeps, { row, again }: TextTaken, of: CountedReply): Promise<number> => {
  const replies = await inbound.countReply(row.hash, row.at.slice(0, 'yyyy-mm-dd'.length), of);
  return again ? Math.max(1, replies - 1) : replies;
};
