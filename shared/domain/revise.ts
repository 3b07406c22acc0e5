import type { Actor } from './actor.ts';
import type { Edit, EventType, RulingEvent } from './event.ts';
import { facetsOf } from './facet.ts';
import type { EventId, RulingId } from './ids.ts';
import { monthOf } from './month.ts';
import type { RatingScale } from './rating-scale.ts';
import { fail, ok, type Result } from './result.ts';
import {
  correctedAt,
  type Note,
  type Revision,
  type RulingChanges,
  type RulingContent,
  rulingContentSchema,
  type TextMode,
} from './ruling.ts';
import { scaleOf } from './scale-of-rating.ts';

/** Who makes a revision, when, and under which event. */
export interface Act {
  readonly eventId: EventId;
  readonly at: string;
  readonly actor: Actor;
  /** What the event touches beyond the ruling's own facets: feeds that bid it farewell, and those of a ruling that it translates. */
  readonly alsoTouched?: Touched;
}

/** Feeds and monthly archives that must be built anew. */
export type Touched = Pick<RulingEvent, 'facets' | 'months'>;

export type Revised = { readonly revision: Omit<Revision, 'sequence'>; readonly event: Omit<RulingEvent, 'sequence'> };

/** What an editor asks to be done to a ruling that stands. */
export type Revise =
  | {
      readonly kind: 'update';
      readonly edit: Edit;
      readonly note: string | null;
      readonly changes: RulingChanges;
      readonly texts?: TextMode | null;
    }
  | {
      readonly kind: 'correction';
      readonly note: string;
      readonly changes: RulingChanges;
      readonly texts: TextMode | null;
    }
  | { readonly kind: 'retraction'; readonly note: string; readonly texts: TextMode | null };

export type ReviseRefusal =
  /** Nothing comes after a retraction: the URL and the note stay. */
  | { readonly kind: 'retracted' }
  /** An update may not change an ordered rating: that is a correction. */
  | { readonly kind: 'rating-needs-correction' }
  /** Readers would not be told of it. */
  | { readonly kind: 'rating-is-not-minor' };

/** The first revision of a ruling and the event that announces it. */
export const firstRevision = (
  rulingId: RulingId,
  content: RulingContent,
  act: Act,
  origin: RulingEvent['origin'] = 'newsroom',
): Revised => ({
  revision: {
    rulingId,
    revision: 1,
    eventId: act.eventId,
    status: 'published',
    content,
    notes: [],
    updatedAt: act.at,
    changedAt: act.at,
    actor: act.actor,
  },
  event: {
    id: act.eventId,
    type: 'ruling.published',
    timestamp: act.at,
    rulingId,
    revision: 1,
    origin,
    edit: null,
    ratingChanged: false,
    previousRating: null,
    note: null,
    texts: content.texts,
    ...touched(facetsOf(content), content, act),
    actor: act.actor,
  },
});

/**
 * The next revision of a ruling and its event. A minor edit moves neither `changedAt` nor the entry in any feed; everything else
 * does. A correction is texted when the rating changed, a retraction always, an update never, unless the editor says otherwise.
 */
export const nextRevision = (
  old: Revision,
  ask: Revise,
  act: Act,
  scales: readonly RatingScale[],
): Result<Revised, ReviseRefusal> => {
  if (old.status === 'retracted') return fail({ kind: 'retracted' });
  const content = ask.kind === 'retraction' ? old.content : withChanges(old.content, ask.changes, scales);
  const ratingChanged = content.rating !== old.content.rating;
  const ordered = (content: RulingContent) => scales.find(({ id }) => id === content.scale)?.kind === 'ordered';
  if (ask.kind === 'update' && ratingChanged && (ordered(old.content) || ordered(content)))
    return fail({ kind: 'rating-needs-correction' });
  if (ask.kind === 'update' && ask.edit === 'minor' && ratingChanged) return fail({ kind: 'rating-is-not-minor' });

  const revision = old.revision + 1;
  const previousRating = ratingChanged ? old.content.rating : null;
  const kind = ask.kind === 'update' ? ask.edit : ask.kind;
  const traced = ask.note !== null || ratingChanged;
  const note: Note[] = traced ? [{ revision, at: act.at, kind, text: ask.note ?? '', previousRating }] : [];
  const notes = [...old.notes, ...note];
  return ok({
    revision: {
      rulingId: old.rulingId,
      revision,
      eventId: act.eventId,
      status: ask.kind === 'retraction' ? 'retracted' : 'published',
      content,
      notes,
      updatedAt: act.at,
      changedAt: kind === 'minor' ? old.changedAt : act.at,
      actor: act.actor,
    },
    event: {
      id: act.eventId,
      type: eventTypeOf[ask.kind],
      timestamp: act.at,
      rulingId: old.rulingId,
      revision,
      origin: 'newsroom',
      edit: ask.kind === 'update' ? ask.edit : null,
      ratingChanged,
      previousRating,
      note: ask.note,
      texts: textsOf(ask, ratingChanged),
      ...touched(
        [
          ...(correctedAt(notes) === null ? [] : (['corrections'] as const)),
          ...facetsOf(old.content),
          ...facetsOf(content),
        ],
        content,
        act,
      ),
      actor: act.actor,
    },
  });
};

const touched = (
  facets: readonly string[],
  { publishedAt }: RulingContent,
  { alsoTouched = { facets: [], months: [] } }: Act,
): Touched => ({
  facets: [...new Set([...facets, ...alsoTouched.facets])],
  months: [...new Set([monthOf(publishedAt), ...alsoTouched.months])],
});

const eventTypeOf = {
  update: 'ruling.updated',
  correction: 'ruling.corrected',
  retraction: 'ruling.retracted',
} as const satisfies Record<Revise['kind'], EventType>;

const textsOf = (ask: Revise, ratingChanged: boolean): TextMode => {
  if (ask.kind === 'update') return ask.texts ?? 'none';
  return ask.texts ?? (ask.kind === 'retraction' || ratingChanged ? 'immediate' : 'none');
};

/** Each named field replaces the old one; the scale follows the rating. A text composed for the old words does not speak for the new. */
const withChanges = (old: RulingContent, changes: RulingChanges, scales: readonly RatingScale[]): RulingContent => {
  const merged = rulingContentSchema.parse({ ...old, textBody: null, ...changes, scale: old.scale });
  return { ...merged, scale: scaleOf(scales, merged.rating)?.id ?? old.scale };
};
