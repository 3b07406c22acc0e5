import { describe, expect, test } from 'vitest';
import type { Revision, RulingContent } from '../../shared/domain/ruling.ts';
import { checkSize } from '../../shared/domain/ruling-size.ts';
import { content, note } from '../samples/revision.ts';

const stored = (differs: Partial<RulingContent>, notes: Revision['notes'] = []) => ({
  content: { ...content, ...differs },
  notes,
});
const bytes = ({ content: shown, notes }: ReturnType<typeof stored>): number =>
  Buffer.byteLength(JSON.stringify(shown)) + Buffer.byteLength(JSON.stringify(notes));

/** A body with which the ruling has exactly so many bytes. */
const bodyFor = (total: number, notes: Revision['notes'] = []): string =>
  'x'.repeat(total - bytes(stored({ bodyHtml: '' }, notes)));

describe('a ruling', () => {
  test('has at most 300,000 bytes; one that has more is told its heaviest field and its size', () => {
    expect(checkSize(stored({ bodyHtml: bodyFor(300_000) }))).toEqual({ ok: true, value: undefined });
    expect(checkSize(stored({ bodyHtml: bodyFor(300_001) }))).toEqual({
      ok: false,
      error: {
        kind: 'too-large',
        field: '/bodyHtml',
        detail: 'a ruling has at most 300000 bytes; this one has 300001',
      },
    });
  });

  test('is weighed with its notes', () => {
    const notes = [note({ text: 'é'.repeat(1000) }), note({ revision: 3 })];
    const bodyHtml = bodyFor(300_000, notes);
    expect(checkSize(stored({ bodyHtml }, notes)).ok).toBe(true);
    expect(checkSize(stored({ bodyHtml }, [...notes, note({ revision: 4 })])).ok).toBe(false);
  });

  test('is weighed in bytes of UTF-8', () => {
    expect(checkSize(stored({ bodyHtml: 'x'.repeat(200_000) })).ok).toBe(true);
    expect(checkSize(stored({ bodyHtml: 'é'.repeat(200_000) })).ok).toBe(false);
  });

  test.each<[string, Partial<RulingContent>]>([
    ['/bodyHtml', { bodyHtml: 'x'.repeat(250_000), summary: ['x'.repeat(100_000)] }],
    ['/summary', { bodyHtml: 'x'.repeat(100_000), summary: Array.from({ length: 20 }, () => 'x'.repeat(12_500)) }],
    // more characters, and fewer bytes
    ['/headline', { headline: '関'.repeat(100_000), bodyHtml: 'x'.repeat(200_000) }],
    ['/textBody', { textBody: 'x'.repeat(300_000) }],
    ['/slug', { slug: 'x'.repeat(300_000) }],
  ])('that is too large is told to shorten %s', (field, differs) => {
    expect(checkSize(stored(differs))).toMatchObject({ ok: false, error: { field } });
  });

  test('is told the first of two fields that weigh the same', () => {
    const long = 'x'.repeat(200_000);
    expect(checkSize(stored({ bodyHtml: long, headline: long }))).toMatchObject({ error: { field: '/headline' } });
  });

  test('has at most 40 facet values, however many fields name them', () => {
    const slugs = (count: number, start: string) => Array.from({ length: count }, (_, at) => `${start}-${at}`);
    const facets = (authors: number): Partial<RulingContent> => ({
      topics: slugs(20, 'topic'),
      editions: slugs(10, 'edition'),
      authors: slugs(authors, 'author').map((slug) => ({ name: slug, slug })),
    });
    // with its rating, its claimant and its language
    expect(checkSize(stored(facets(7)))).toEqual({ ok: true, value: undefined });
    expect(checkSize(stored(facets(8)))).toEqual({
      ok: false,
      error: {
        kind: 'too-large',
        field: '/topics',
        detail: 'a ruling has at most 40 facet values; this one has 41',
      },
    });
    const repeated = Array.from({ length: 60 }, () => 'transport');
    expect(checkSize(stored({ topics: repeated })).ok).toBe(true);
  });
});
