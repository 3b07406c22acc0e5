import * as z from 'zod';
import type { RulingEvent } from '../domain/event.ts';
import type { Facet } from '../domain/facet.ts';
import { farewellSchema } from '../domain/farewell.ts';
import { type EventId, idSchema, type RulingId } from '../domain/ids.ts';
import type { Month } from '../domain/month.ts';
import type { Revision } from '../domain/ruling.ts';
import { type ScheduledRuling, scheduledEntrySchema } from '../domain/scheduled-ruling.ts';
import type { Translation } from '../domain/translation.ts';

/** Where a ruling stands: its newest revision and the event that made it. */
export const rulingHeadSchema = z.object({
  id: idSchema('ruling'),
  revision: z.int(),
  eventId: idSchema('event'),
  sequence: z.int(),
  status: z.enum(['published', 'retracted']),
  slug: z.string(),
  externalId: z.string().nullable(),
  url: z.string(),
  language: z.string(),
  translationOf: idSchema('ruling').nullable(),
  publishedAt: z.string(),
  changedAt: z.string(),
  /** When it was last corrected or retracted. */
  correctedAt: z.string().nullable(),
  farewells: z.array(farewellSchema),
  facets: z.array(z.string()),
});
export type RulingHead = z.output<typeof rulingHeadSchema>;

/** A ruling in a list: enough to name it and to find the rest. */
export const rulingEntrySchema = z.object({
  id: idSchema('ruling'),
  revision: z.int(),
  status: z.enum(['published', 'retracted']),
  slug: z.string(),
  url: z.string(),
  headline: z.string(),
  claimant: z.object({ name: z.string(), slug: z.string() }),
  scale: z.string(),
  rating: z.string(),
  language: z.string(),
  publishedAt: z.string(),
  updatedAt: z.string(),
  changedAt: z.string(),
  facets: z.array(z.string()),
});
export type RulingEntry = z.output<typeof rulingEntrySchema>;

/** A revision that shows a ruling where it was before, since when. */
export const farewellEntrySchema = z.object({ id: idSchema('ruling'), revision: z.int(), at: z.string() });
export type FarewellEntry = z.output<typeof farewellEntrySchema>;

/** A ruling, and the one that it translates. */
export type Translatable = Pick<RulingHead, 'id' | 'translationOf'>;

/** What every channel may read. All reads are strongly consistent. */
export interface RulingReader {
  head(id: RulingId): Promise<RulingHead | undefined>;
  revision(id: RulingId, revision: number): Promise<Revision | undefined>;
  /** Those that exist, each once however often it is wanted, in no order. */
  revisions(wanted: readonly { id: RulingId; revision: number }[]): Promise<Revision[]>;
  /** The rulings of a facet that changed last, newest change of substance first. */
  newest(facet: Facet, limit: number): Promise<RulingEntry[]>;
  /** What rulings left behind in the feed of a rating that they no longer have, the last that left first. */
  farewells(rating: string, limit: number): Promise<FarewellEntry[]>;
  /** The rulings first published in a month, in that order, a page at a time. */
  ofMonth(month: Month): AsyncIterable<RulingEntry[]>;
  /** Rulings in other languages that are linked with each of these: the one it translates, and those that translate it. */
  translations(of: readonly Translatable[]): Promise<Map<RulingId, Translation[]>>;
  /** Rulings whose last correction or retraction came between two times (ISO 8601, both included), in that order, a page at a time. */
  corrections(from: string, until: string): AsyncIterable<RulingEntry[]>;
  event(sequence: number): Promise<RulingEvent | undefined>;
  eventById(id: EventId): Promise<RulingEvent | undefined>;
  /** Events with a sequence above `after`, in order and without a gap. */
  eventsAfter(after: number, limit: number): Promise<RulingEvent[]>;
  /** The sequence of the newest event; 0 before the first. */
  lastSequence(): Promise<number>;
}

/** An answer that was given to an `Idempotency-Key`: the revision and event made then, or what was scheduled; with the hash of the request. */
export const idempotentAnswerSchema = z.union([
  z.object({ requestHash: z.string(), rulingId: idSchema('ruling'), revision: z.int(), sequence: z.int() }),
  z.object({ requestHash: z.string(), scheduled: scheduledEntrySchema }),
]);
export type IdempotentAnswer = z.output<typeof idempotentAnswerSchema>;

/** The key that an answer is remembered by, the hash of its request, and until when. */
export interface RememberedAs {
  readonly key: string;
  readonly requestHash: string;
  readonly expiresAt: string;
}

/** One event and the revision that it makes, to be written whole or not at all. */
export interface RulingCommit {
  readonly event: Omit<RulingEvent, 'sequence'>;
  readonly revision: Omit<Revision, 'sequence'>;
  /** The head that this commit replaces; `undefined` publishes. */
  readonly previous: RulingHead | undefined;
  readonly idempotency: RememberedAs | undefined;
  /** The scheduled ruling that this publishes, which is taken away with it. */
  readonly scheduled?: Pick<ScheduledRuling, 'id' | 'publishAt'>;
}

/**
 * How a commit ended. `sequence-taken`: another event got this sequence or was at it; try the next.
 * `changed`: the ruling is no longer what the commit replaces. `called-off`: what it publishes is no longer scheduled. `answered`: the
 * same idempotency key was answered before.
 */
export type CommitOutcome =
  | { readonly kind: 'committed' }
  | { readonly kind: 'sequence-taken' }
  | { readonly kind: 'changed' }
  | { readonly kind: 'called-off' }
  | { readonly kind: 'slug-taken'; readonly by: RulingId }
  | { readonly kind: 'external-id-taken'; readonly by: RulingId }
  | { readonly kind: 'answered'; readonly answer: IdempotentAnswer };

export type CommitRefused = Exclude<CommitOutcome, { kind: 'committed' | 'sequence-taken' }>;

/**
 * How commits together ended. `committed`: the first `count` of them, with sequences that follow each other. Else nothing was written:
 * `refused` names those, by their places, that would not go through alone either.
 */
export type TogetherOutcome =
  | { readonly kind: 'committed'; readonly count: number }
  | { readonly kind: 'sequence-taken' }
  | { readonly kind: 'refused'; readonly refused: ReadonlyMap<number, CommitRefused> };

/** What a ruling alone may have. */
export type Guarded = Pick<RulingHead, 'slug' | 'externalId'>;

export interface RulingStore extends RulingReader {
  /** One transaction: head, revision, facet rows, guards, idempotency row, log row and counter. */
  commit(commit: RulingCommit, sequence: number): Promise<CommitOutcome>;
  /** One transaction of as many of these (at least one) from the first on as it holds, in order; `first` is the first one's sequence. */
  commitTogether(commits: readonly RulingCommit[], first: number): Promise<TogetherOutcome>;
  /** For each of these, the ruling that has its external id, or else its slug, if one does. */
  findTaken(wanted: readonly Guarded[]): Promise<(RulingId | undefined)[]>;
  /** An answer given to this key that has not expired at `now`. */
  answerTo(key: string, now: string): Promise<IdempotentAnswer | undefined>;
  findByExternalId(externalId: string): Promise<RulingId | undefined>;
  /** The newest events of a ruling, newest first, at most `limit` (1 to 100). */
  eventsOf(id: RulingId, limit: number): Promise<RulingEvent[]>;
  /** A facet's rulings, newest change first, of which all `also` facets hold; `cursor` is from the page before. */
  list(query: {
    facet: Facet;
    also: readonly Facet[];
    updatedAfter: string | undefined;
    limit: number;
    cursor: string | undefined;
  }): Promise<{ items: RulingEntry[]; nextCursor: string | null }>;
  /** All revisions of a ruling, oldest first, a page at a time. */
  history(
    id: RulingId,
    limit: number,
    cursor: string | undefined,
  ): Promise<{ items: Revision[]; nextCursor: string | null }>;
}
