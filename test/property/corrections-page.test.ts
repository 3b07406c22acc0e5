import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newestCorrectionsPage, yearOfCorrectionsPage } from '../../shared/domain/corrections-page.ts';
import { correctionsWordingFor } from '../../shared/domain/corrections-wording.ts';
import { cleanLine, cleanText } from '../../shared/domain/plain-text.ts';
import { correctionsIn, newestFirst } from '../../shared/domain/recorded-correction.ts';
import type { Note } from '../../shared/domain/ruling.ts';
import { wordingFor } from '../../shared/domain/wording.ts';
import { nastyText } from '../samples/nasty-text.ts';
import { readPage } from '../samples/read-page.ts';
import { content, newsroom, note, revision } from '../samples/revision.ts';

const line = nastyText.map((text) => cleanLine(text) || 'x');
/** Nothing in it reads as an address, which a page would make a link. */
const noteText = nastyText.map((text) => cleanText(text) || 'x');
const rating = fc.constantFrom('true', 'false', 'full-flop', 'gone');
const notes = fc
  .array(
    fc.record({
      text: noteText,
      day: fc.integer({ min: 1, max: 27 }),
      month: fc.integer({ min: 1, max: 12 }),
      year: fc.constantFrom('2025', '2026'),
      kind: fc.constantFrom('correction', 'update', 'minor', 'status'),
      previousRating: fc.option(rating),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((made) =>
    made
      .map(({ year, month, day, ...others }) => {
        const [mm, dd] = [month, day].map((part) => String(part).padStart(2, '0'));
        return note({ ...others, at: `${year}-${mm}-${dd}T12:00:00.000Z` });
      })
      .sort((a, b) => (a.at < b.at ? -1 : 1))
      .map((one, at) => ({ ...one, revision: at + 2 })),
  );
/** A retraction is the last that happens to a ruling, and leaves its rating. */
const lastRetracts = (notes: readonly Note[]): Note[] =>
  notes.map((one, at) => (at < notes.length - 1 ? one : { ...one, kind: 'retraction', previousRating: null }));
const rulings = fc
  .array(
    fc.record({
      ...{ headline: line, name: line, notes, retracted: fc.boolean() },
      language: fc.constantFrom('en', 'es', 'he'),
    }),
    { maxLength: 4 },
  )
  .map((made) =>
    made.map(({ headline, name, notes, retracted, language }, at) =>
      revision({
        rulingId: `rul_01JD4Z0000000000000000000${at}`,
        content: { headline, language, claim: { ...content.claim, claimant: { ...content.claim.claimant, name } } },
        status: retracted ? 'retracted' : 'published',
        notes: retracted ? lastRetracts(notes) : notes,
      }),
    ),
  );
const newsrooms = fc
  .record({ name: line, languages: fc.constantFrom(['en'], ['es', 'en'], ['de']) })
  .map(({ name, languages }) => ({ ...newsroom, name, languages: [...languages] }));

const isRecorded = ({ kind }: Note): boolean => kind === 'correction' || kind === 'retraction';
/** What an entry of a page says in red. */
const marksIn = (html: string, id: string): string[] => {
  const [, entry = ''] = html.split(`<article id="${id}">`);
  const [own = ''] = entry.split('</article>');
  return [...own.matchAll(/<strong class="tag bad">([^<]*)<\/strong>/g)].map(([, word = '']) => word);
};
const marksOf = (kind: Note['kind'], retracted: boolean, language: string): string[] => {
  if (kind === 'retraction') return [wordingFor(language).notices.retraction];
  return retracted ? [correctionsWordingFor(language).retractedSince] : [];
};

const known = new Set(
  'html head meta title link body main nav section article h1 h2 h3 p a time strong bdi span svg symbol path use'.split(
    ' ',
  ),
);

describe('the record of corrections', () => {
  it('has each correction once in the year of it, newest first, and nothing in it becomes markup', () =>
    fc.assert(
      fc.property(rulings, newsrooms, (rulings, newsroom) => {
        for (const year of ['2025', '2026']) {
          const corrections = rulings.flatMap((ruling) => correctionsIn(year, ruling)).sort(newestFirst);
          for (const html of [
            yearOfCorrectionsPage({ year, corrections }, { prev: '2024', next: undefined }, newsroom),
            newestCorrectionsPage({ year, corrections }, ['2024', year], newsroom),
          ]) {
            const { tags, ids, words, scripts, styles, links } = readPage(html);
            expect([...tags].filter((tag) => !known.has(tag))).toEqual([]);
            expect([scripts, styles]).toEqual([[], []]);
            expect(ids).toEqual([...new Set(ids)]);
            const wanted = rulings.flatMap(({ rulingId, notes, status }) =>
              notes
                .filter((note) => isRecorded(note) && note.at.startsWith(year))
                .map(({ revision, at, kind }) => ({ id: `${rulingId}-${revision}`, at, kind, status })),
            );
            for (const { id, kind, status } of wanted)
              expect(marksIn(html, id)).toEqual(marksOf(kind, status === 'retracted', newsroom.languages[0] ?? 'en'));
            const entries = ids.filter((id) => id.startsWith('rul_'));
            expect(entries.toSorted()).toEqual(wanted.map(({ id }) => id).sort());
            const times = entries.map((id) => wanted.find((one) => one.id === id)?.at ?? '');
            expect(times).toEqual(times.toSorted().reverse());
            for (const { note, headline, speaker } of corrections)
              for (const said of [note, headline, speaker]) expect(words).toContain(said);
            expect(words).toContain(newsroom.name);
            for (const { href } of links) expect(href).toMatch(/^(\/|https:\/\/newsroom\.example\/)/);
          }
        }
      }),
    ));
});
