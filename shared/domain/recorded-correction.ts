import type { RulingId } from './ids.ts';
import { type Note, type Revision, ratingAfter } from './ruling.ts';
import { type Year, yearOf } from './year.ts';

/** A correction of a ruling, or its retraction, as the public record of a year has it. */
export interface RecordedCorrection {
  readonly rulingId: RulingId;
  /** The revision that it made. */
  readonly revision: number;
  readonly at: string;
  readonly kind: 'correction' | 'retraction';
  readonly note: string;
  /** The rating before and after, where it changed. */
  readonly rating: { readonly before: string; readonly after: string } | null;
  readonly url: string;
  readonly headline: string;
  readonly language: string;
  readonly speaker: string;
  /** The ruling is retracted, by this or since. */
  readonly retracted: boolean;
}

type CorrectionNote = Note & Pick<RecordedCorrection, 'kind'>;
const isCorrection = (note: Note): note is CorrectionNote => note.kind === 'correction' || note.kind === 'retraction';

/** The years in whose records a ruling stands, the earliest first. */
export const yearsOfCorrections = ({ notes }: Pick<Revision, 'notes'>): Year[] => [
  ...new Set(notes.filter(isCorrection).map(({ at }) => yearOf(at))),
];

/** Each correction of a ruling in a year, and its retraction, under the headline and the address that it has now. */
export const correctionsIn = (year: Year, ruling: Revision): RecordedCorrection[] => {
  const { content, notes, status, rulingId } = ruling;
  return notes
    .filter(isCorrection)
    .filter(({ at }) => yearOf(at) === year)
    .map((note) => ({
      rulingId,
      revision: note.revision,
      at: note.at,
      kind: note.kind,
      note: note.text,
      rating: note.previousRating === null ? null : { before: note.previousRating, after: ratingAfter(note, ruling) },
      url: content.url,
      headline: content.headline,
      language: content.language,
      speaker: content.claim.claimant.name,
      retracted: status === 'retracted',
    }));
};

/** The newest first; of those at the same moment always in the same order. */
export const newestFirst = (a: RecordedCorrection, b: RecordedCorrection): number => {
  const placeOf = ({ at, rulingId, revision }: RecordedCorrection) =>
    `${at}#${rulingId}#${String(revision).padStart(4, '0')}`;
  return placeOf(a) < placeOf(b) ? 1 : -1;
};
