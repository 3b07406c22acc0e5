import type { LedgerRow, ReplyBroadcast } from '../domain/broadcast.ts';
import { cohortShardOf } from '../domain/cohort.ts';
import { type BroadcastId, digitsFrom, type EventId } from '../domain/ids.ts';
import type { Newsroom } from '../domain/newsroom.ts';
import type { Revision } from '../domain/ruling.ts';
import { segmentsOf } from '../domain/segments.ts';
import { claimAnswer } from '../domain/service-text.ts';
import type { Subscriber } from '../domain/subscriber.ts';
import { countOf, noCounts } from '../domain/text-counts.ts';
import { ratingLabel } from '../domain/verdict.ts';
import type { BroadcastStore } from '../ports/broadcast-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { RulingReader } from '../ports/ruling-store.ts';
import type { ShortLinks } from '../ports/short-links.ts';
import type { TextLedger } from '../ports/text-ledger.ts';
import { countShard } from './count-shard.ts';

export interface AnswerClaimDeps {
  readonly find: (text: string) => Promise<Revision | undefined>;
  readonly rulings: Pick<RulingReader, 'head'>;
  readonly broadcasts: Pick<BroadcastStore, 'find' | 'freeze' | 'markPlanned' | 'addToTally' | 'setTally'>;
  readonly ledger: Pick<TextLedger, 'find' | 'addAll' | 'pages'>;
  readonly links: Pick<ShortLinks, 'shorten'>;
  readonly newsroom: Newsroom;
  readonly clock: Clock;
}

/** So often a ruling may change while it is being answered before nobody is. */
const tries = 3;

/**
 * The answers that a revision is given by are one broadcast: found by its event, and another than the one that texts that event. It sorts
 * by the event's time.
 */
export const replyOf = (eventId: EventId): BroadcastId =>
  `brd_${eventId.slice(4, 14)}${digitsFrom(`reply#${eventId}`, 16)}`;

/**
 * What to answer an active subscriber who sent us a claim; undefined where we have checked none that is the same for sure. They are in the
 * ledger before they are answered, as somebody who may have read it, so that a correction reaches them. If it never leaves, they may be
 * told of a correction to what they did not read, which is the safe side. Whoever had the ruling's own text is answered all the same.
 */
export const answerClaim =
  (deps: AnswerClaimDeps) =>
  async (subscriber: Pick<Subscriber, 'hash' | 'zones'>, text: string): Promise<string | undefined> => {
    for (let tried = 0; tried < tries; tried++) {
      const revision = await deps.find(text);
      if (!revision) return undefined;
      const reply = await freezeReply(deps, revision);
      await enter(deps, reply, subscriber);
      // a correction that is planned from now on finds them; one that was committed before may have looked already
      const head = await deps.rulings.head(revision.rulingId);
      if (head?.status === 'published' && head.eventId === revision.eventId) return reply.text.body;
    }
    return undefined;
  };

/** Settles what a revision is answered with, once. Nothing of it is queued, so it is done from the start. */
const freezeReply = async (
  { broadcasts, links, newsroom, clock }: AnswerClaimDeps,
  { rulingId, revision, eventId, content }: Revision,
): Promise<ReplyBroadcast> => {
  const id = replyOf(eventId);
  const known = await broadcasts.find(id);
  if (known) return asReply(known, id);
  const code = await links.shorten({ url: content.url, broadcastId: id, rulingId });
  const body = claimAnswer(newsroom, {
    claim: content.claim.text,
    claimant: content.claim.claimant.name,
    madeOn: content.claim.madeOn,
    ratingLabel: ratingLabel(newsroom, content.rating),
    link: `${newsroom.baseUrl}/s/${code}`,
    language: content.language,
  });
  const now = new Date(clock.now()).toISOString();
  const made: ReplyBroadcast = {
    ...{ id, kind: 'reply', status: 'done', rulingId, revision, rating: content.rating },
    text: { body, ...segmentsOf(body) },
    actor: { kind: 'platform', id: 'platform', name: 'Rulingwire' },
    ...{ createdAt: now, plannedAt: now, holdUntil: null, approval: 'none', approvedBy: null },
    ...{ pausedBecause: null, ownErrors: 0 },
  };
  return (await broadcasts.freeze(made, undefined)) ? made : asReply(await broadcasts.find(id), id);
};

const asReply = (found: Awaited<ReturnType<BroadcastStore['find']>>, id: BroadcastId): ReplyBroadcast => {
  if (found?.kind !== 'reply') throw new Error(`the broadcast ${id} is no answer`);
  return found;
};

/** Gives a person their row. Whoever asks again has one; then the shard is counted, since the first time may have died before it was. */
const enter = async (
  { broadcasts, ledger, clock }: AnswerClaimDeps,
  { id, rulingId, revision, text: { segments } }: ReplyBroadcast,
  { hash, zones }: Pick<Subscriber, 'hash' | 'zones'>,
): Promise<void> => {
  const cohort = cohortShardOf(zones, hash);
  const row: LedgerRow = {
    ...{ broadcastId: id, cohort, hash, rulings: [{ rulingId, revision }], via: 'reply', state: 'accepted' },
    ...{ variant: 'reply', segments, at: new Date(clock.now()).toISOString(), sid: null, code: null, reason: null },
    ...{ looks: 0, struck: false, mayHave: false },
  };
  await broadcasts.markPlanned(id, cohort, noCounts(), undefined);
  const before = await ledger.find(row);
  await ledger.addAll([row]);
  if (before) await broadcasts.setTally(id, cohort, (await countShard(ledger, { id }, cohort)).counts);
  else await broadcasts.addToTally(id, cohort, countOf(row));
};
