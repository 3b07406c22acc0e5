import { describe, expect, it } from 'vitest';
import { newestCorrectionsPage, yearOfCorrectionsPage } from '../../shared/domain/corrections-page.ts';
import type { Newsroom } from '../../shared/domain/newsroom.ts';
import { correctionsIn, newestFirst, yearsOfCorrections } from '../../shared/domain/recorded-correction.ts';
import type { Note, Revision } from '../../shared/domain/ruling.ts';
import { readPage } from '../samples/read-page.ts';
import { newsroom, note, revision } from '../samples/revision.ts';

const alone = { prev: undefined, next: undefined };
const pageOf = (rulings: readonly Revision[], year = '2026', differs: Partial<Newsroom> = {}) => {
  const corrections = rulings.flatMap((ruling) => correctionsIn(year, ruling)).sort(newestFirst);
  return yearOfCorrectionsPage({ year, corrections }, alone, { ...newsroom, ...differs });
};
const corrected = (...notes: Partial<Note>[]) =>
  revision({ notes: notes.map((differs, at) => note({ revision: at + 2, ...differs })) });
const lines = (html: string) => readPage(html).words.split('\n');
const retraction = { kind: 'retraction', text: 'It was wrong.', at: '2026-12-01T10:00:00.000Z' } as const;

describe('a correction of the record', () => {
  it('is each of a ruling, in its own year, with the rating that it brought in', () => {
    const ruling = corrected(
      { at: '2025-12-31T23:59:59.999Z', previousRating: 'true' },
      { at: '2026-01-01T00:00:00.000Z', text: 'A name.' },
      { at: '2026-02-01T00:00:00.000Z', kind: 'update', text: 'Not of the record.' },
      { at: '2026-03-01T00:00:00.000Z', previousRating: 'half-true' },
    );
    expect(yearsOfCorrections(ruling)).toEqual(['2025', '2026']);
    const told = (year: string) => correctionsIn(year, ruling).map(({ revision, rating }) => ({ revision, rating }));
    expect(told('2025')).toEqual([{ revision: 2, rating: { before: 'true', after: 'half-true' } }]);
    expect(told('2026')).toEqual([
      { revision: 3, rating: null },
      { revision: 5, rating: { before: 'half-true', after: 'false' } },
    ]);
    expect(told('2024')).toEqual([]);
  });
});

describe('the page of a year', () => {
  it('tells when, what, who, which rating became which, and why, by month', () => {
    const html = pageOf([
      corrected({ previousRating: 'half-true' }, { at: '2026-12-02T10:00:00.000Z', text: 'A name.' }),
    ]);
    const { links, pictures } = readPage(html);
    expect(
      lines(html)
        .filter((line) => line !== '')
        .slice(1),
    ).toEqual([
      'Corrections and retractions, 2026',
      'Every correction and every retraction that The Ferry Street Fact-Check made in 2026, the newest first.',
      'Get each correction in a feed reader: RSS, Atom, JSON\u00a0Feed. All feeds.',
      'Newest 2026',
      'December 2026',
      'No, the transit bill does not double every bridge toll',
      'December 2, 2026 · Correction · Speaker: Alex Doe',
      'A name.',
      'November 2026',
      'No, the transit bill does not double every bridge toll',
      'November 22, 2026 · Correction · Speaker: Alex Doe',
      ' → ',
      'Our rating changed from Half True to False.',
      'An earlier version misstated the toll.',
    ]);
    expect(pictures.map(({ label }) => label)).toEqual([
      'Half True, 4 of 6 on the Truth-O-Meter',
      'False, 2 of 6 on the Truth-O-Meter',
    ]);
    expect(
      links.filter(({ href }) => href === 'https://newsroom.example/rulings/bridge-tolls-not-doubled'),
    ).toHaveLength(2);
    expect(html).toContain('<time datetime="2026-11-22T15:04:05.000Z">November 22, 2026</time>');
  });

  it('marks a retraction, and what was corrected before it', () => {
    const html = pageOf([revision({ status: 'retracted', notes: [note({}), note({ ...retraction, revision: 3 })] })]);
    expect(lines(html).filter((line) => line.includes(' · '))).toEqual([
      'December 1, 2026 · Retracted · Speaker: Alex Doe',
      'November 22, 2026 · Correction · Retracted since · Speaker: Alex Doe',
    ]);
    expect(pageOf([corrected({})])).not.toContain('class="tag bad"');
  });

  it('tells in words alone of a rating that no scale has any more, and has no empty note', () => {
    const html = pageOf([corrected({ previousRating: 'gone', text: '' })]);
    expect(lines(html)).toContain('Our rating changed from gone to False.');
    expect(html).not.toMatch(/class="(change|note)"/);
  });

  it('speaks the first language of the newsroom, and says which another headline is in', () => {
    const spanish = pageOf([corrected({ previousRating: 'true' })], '2026', { languages: ['es', 'en'] });
    expect(spanish).toContain('<html lang="es">');
    expect(spanish).toContain('<h3 dir="auto" lang="en">');
    expect(lines(spanish)).toEqual(
      expect.arrayContaining(['noviembre de 2026', 'Nuestra calificación pasó de True a False.']),
    );
    expect(readPage(spanish).words).toMatch(/22 de noviembre de 2026 · Corrección · Quién lo dijo: Alex Doe/);
    expect(readPage(spanish).words).not.toMatch(/\b(Correction|Speaker|Newest|rating)\b/);
    expect(pageOf([corrected({})])).toContain('<h3 dir="auto">');
  });

  it('makes addresses in a note links, and no markup of anything else, however long', () => {
    const script = '<script>alert("1")</script>';
    const text = `${script} See https://senate.example/s1?a=1&b=2. ${'שלום "\u202e" '.repeat(1000)}`;
    const html = pageOf([corrected({ text })]);
    const { scripts, tags, words, links } = readPage(html);
    expect([scripts, tags.has('script')]).toEqual([[], false]);
    expect(words).toContain(text);
    expect(links.map(({ href }) => href)).toContain('https://senate.example/s1?a=1&b=2');
  });

  it('leads to the years beside it, to the newest and to the feeds of corrections', () => {
    const shown = { year: '2024', corrections: [] };
    const hrefs = (html: string, tag = 'a') =>
      readPage(html)
        .links.filter((link) => link.tag === tag)
        .map(({ href }) => href);
    const html = yearOfCorrectionsPage(shown, { prev: '2021', next: '2025' }, newsroom);
    const feeds = ['rss.xml', 'atom.xml', 'feed.json'].map((file) => `/feeds/corrections/${file}`);
    expect(hrefs(html)).toEqual([
      ...[...feeds, '/feeds/', '/corrections/', '/corrections/2025/', '/corrections/2024/', '/corrections/2021/'],
    ]);
    expect(html).toContain('<a href="/corrections/2024/" aria-current="page">2024</a>');
    expect(hrefs(html, 'link')).toEqual(['/icon.svg', '/style.css', ...feeds]);
  });

  it('says fact-check and speaker, never ruling and claimant', () => {
    for (const languages of [['en'], ['es']]) {
      const { words } = readPage(pageOf([corrected({ previousRating: 'true' })], '2026', { languages }));
      expect(words).not.toMatch(/ruling|claimant/i);
    }
  });
});

describe('the page of the newest corrections', () => {
  it('leads to every year', () => {
    const html = newestCorrectionsPage({ year: '2026', corrections: [] }, ['2019', '2025', '2026'], newsroom);
    const years = readPage(html).links.map(({ href }) => /^\/corrections\/(\d+)\/$/.exec(href)?.[1]);
    expect(years.filter((year) => year !== undefined)).toEqual(['2026', '2025', '2019']);
    expect(lines(html)).toContain('Corrections and retractions, 2026');
  });

  it('says so where nothing was corrected yet', () => {
    const html = newestCorrectionsPage(undefined, [], newsroom);
    expect(lines(html)).toEqual(
      expect.arrayContaining([
        'Corrections and retractions',
        'The Ferry Street Fact-Check has corrected and retracted nothing so far.',
      ]),
    );
    expect(readPage(html).tags.has('nav')).toBe(false);
  });
});
