import type { RulingId } from '../domain/ids.ts';
import {
  correctionsIn,
  newestFirst,
  type RecordedCorrection,
  yearsOfCorrections,
} from '../domain/recorded-correction.ts';
import type { Revision } from '../domain/ruling.ts';
import type { Year } from '../domain/year.ts';
import type { RulingReader } from '../ports/ruling-store.ts';
import { rememberRevisions } from './remember-revisions.ts';

export interface ReadCorrectionsDeps {
  readonly rulings: Pick<RulingReader, 'corrections' | 'revisions'>;
}

/** Revisions that are read at once, each of 300 kB at most. */
const atOnce = 100;
/** Without prose a revision takes some 3 kB of memory: so many are the corrected rulings of several years. */
const mostRemembered = 20_000;
/** Times are told in years of four digits. */
const beginningOfTime = '0000-01-01';
const endOfTime = '9999-12-31T23:59:59.999Z';

/**
 * Reads the public record of corrections.
 *
 * A ruling is listed under its last correction alone, and each of its corrections has an entry of its own in the year in which it was
 * made. So a year is found among the rulings that were last corrected in it or since. The year that goes on, which nearly all events
 * touch, takes its own rulings and no more; an earlier one is read when a ruling that it names changes again. A process that lives on
 * reads a revision once, and of a year only the list anew.
 */
export const readCorrections = ({ rulings }: ReadCorrectionsDeps) => {
  const revisions = rememberRevisions(withoutProse(rulings), mostRemembered);

  const read = async function* (places: Parameters<typeof revisions>[0]): AsyncGenerator<Revision> {
    for (let at = 0; at < places.length; at += atOnce) yield* await revisions(places.slice(at, at + atOnce));
  };

  const yearsNaming = async (places: Parameters<typeof revisions>[0]): Promise<Year[]> => {
    const years = new Set<Year>();
    for await (const ruling of read(places)) for (const year of yearsOfCorrections(ruling)) years.add(year);
    return [...years].sort();
  };

  return {
    /** Every correction and retraction of a year, the newest first. */
    ofYear: async (year: Year): Promise<RecordedCorrection[]> => {
      const found = new Map<RulingId, { readonly revision: number; readonly corrections: RecordedCorrection[] }>();
      for await (const page of rulings.corrections(`${year}-01-01`, endOfTime))
        for await (const ruling of read(page)) {
          const { rulingId: id, revision } = ruling;
          // a ruling that is corrected meanwhile may be met in both its places
          if ((found.get(id)?.revision ?? 0) < revision)
            found.set(id, { revision, corrections: correctionsIn(year, ruling) });
        }
      return [...found.values()].flatMap(({ corrections }) => corrections).sort(newestFirst);
    },

    /** The years in which one of these was corrected or retracted: those in which it is named. */
    yearsNaming,

    /** Every year in which a ruling was corrected or retracted, the earliest first. Reads all of those. */
    allYears: async (): Promise<Year[]> => {
      const years = new Set<Year>();
      for await (const page of rulings.corrections(beginningOfTime, endOfTime))
        for (const year of await yearsNaming(page)) years.add(year);
      return [...years].sort();
    },
  };
};

const withoutProse = ({ revisions }: Pick<RulingReader, 'revisions'>): Pick<RulingReader, 'revisions'> => ({
  revisions: async (wanted) =>
    (await revisions(wanted)).map((one) => {
      const claim = { ...one.content.claim, text: '', appearances: [] };
      const prose = { bodyHtml: '', summary: [], sources: [], image: null, mediaReview: null, textBody: null };
      return { ...one, content: { ...one.content, ...prose, claim } };
    }),
});
